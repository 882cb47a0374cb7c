import { parser } from '@prometheus-io/lezer-promql'

/** A condition on a label. */
export interface Matcher {
  readonly label: string
  readonly op: '=' | '=~' | '!=' | '!~'
  /** As it is written, with its quotes. */
  readonly value: string
}

/** Series that an expression of PromQL names. */
interface Selector {
  readonly metric: string
  /** Without those that ask for series that lack the label. */
  readonly matchers: readonly Matcher[]
}

type Node = ReturnType<typeof parser.parse>['topNode']

function nodesOf(expr: string, wanted: string): readonly Node[] {
  const found: Node[] = []
  parser.parse(expr).iterate({ enter: ({ name, node }) => void (name === wanted && found.push(node)) })
  return found
}

/** @returns none for those that are named by a pattern alone (`{__name__=~...}`) */
export const selectorsOf = (expr: string): readonly Selector[] =>
  nodesOf(expr, 'VectorSelector').flatMap((node) => {
    const text = ({ from, to }: Node) => expr.slice(from, to)
    const metric = node.getChild('Identifier')
    if (metric === null) return []
    const matchers = node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? []
    const read = matchers.map((matcher): Matcher => {
      const [label = '', op = '', value = ''] = ['LabelName', 'MatchOp', 'StringLiteral'].map((name) =>
        matcher.getChildren(name).map(text).join(''),
      )
      return { label, op: op as Matcher['op'], value }
    })
    return [{ metric: text(metric), matchers: read.filter(({ value }) => value.length > 2) }]
  })

/** Labels by which it groups or joins: one of its series at least has to have each. */
export const groupingsOf = (expr: string): readonly string[] => [
  ...new Set(
    nodesOf(expr, 'GroupingLabels')
      .filter(({ parent }) => !/^without\b/.test(expr.slice(parent?.from, parent?.to)))
      .flatMap((node) => node.getChildren('LabelName').map(({ from, to }) => expr.slice(from, to))),
  ),
]
