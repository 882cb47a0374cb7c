import { parser } from '@prometheus-io/lezer-promql'

/** Series that an expression of PromQL names. */
export interface Selector {
  readonly metric: string
  /** As it is written, without the window. */
  readonly text: string
  /** Of its matchers; one with the empty value asks for series that lack the label. */
  readonly labels: readonly string[]
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
    const labels = matchers
      .filter((matcher) => !/=\s*(?:""|'')$/.test(text(matcher)))
      .flatMap((matcher) => matcher.getChildren('LabelName').map(text))
    return [{ metric: text(metric), text: text(node), labels }]
  })

/** Labels by which it groups or joins: one of its series at least has to have each. */
export const groupingsOf = (expr: string): readonly string[] => [
  ...new Set(
    nodesOf(expr, 'GroupingLabels')
      .filter(({ parent }) => !/^without\b/.test(expr.slice(parent?.from, parent?.to)))
      .flatMap((node) => node.getChildren('LabelName').map(({ from, to }) => expr.slice(from, to))),
  ),
]
