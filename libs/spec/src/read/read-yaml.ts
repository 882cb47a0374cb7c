import { isAlias, isNode, isPair, isScalar, Lexer, parseAllDocuments, visit, type Document } from 'yaml'
import {
  fieldPath,
  issue,
  show,
  sizeProblem,
  tooDeep,
  tooMany,
  type Issue,
  type SizeProblem,
  type Problem,
} from '@slipway/core'

export interface YamlData {
  readonly value?: unknown
  readonly issues: readonly Issue[]
}

/** Hints for common errors, by the codes of https://eemeli.org/yaml/#errors. */
const hints: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'indent with spaces',
  DUPLICATE_KEY: 'keep one of the two',
  BAD_INDENT: 'line it up with its neighbours',
  MISSING_CHAR: 'close what is open: a quote, a bracket or a brace',
  BAD_ALIAS: 'write the value out',
}

/** Plain scalars that YAML 1.1 and 1.2 read differently (https://yaml.org/spec/1.2.2/ext/changes/). */
const ambiguous: readonly (readonly [RegExp, string])[] = [
  [/^(y|n|yes|no|on|off)$/i, 'true or false to some readers and text to others'],
  [/^[-+]?0[0-9_]+$/, 'octal to some readers and decimal to others'],
  [/^[-+]?0[xob][0-9a-f_]+$/i, 'a number in another base'],
  [/^[-+]?(\d[\d_]*)?\.?\d+e[-+]?\d+$/i, 'a number to some readers and text to others'],
  [/^[-+]?\d[\d_]*_[\d_]*(\.\d*)?$/, 'a number to some readers and text to others'],
  [/^[-+]?\d+(:[0-5]?\d)+(\.\d*)?$/, 'a number in base 60 to some readers'],
  [/^\d{4}-\d{1,2}-\d{1,2}([Tt ].*)?$/, 'a date to some readers and text to others'],
  [/^[-+]?\d*\.\d*0$/, 'a number, which loses its last zero'],
  [/^\+\d/, 'a number, which loses its plus'],
  [/^[-+]?\.(inf|nan)$/i, 'no number that could be meant here'],
]

/** Longer texts are none of these; some patterns take time by the square of a length. */
const longestAmbiguous = 200

const plainNumber = (text: string): string =>
  /^[-+]?(0[xob])?[\d_]*(\.\d+)?(e[-+]?\d+)?$/i.test(text) ? ', or as a usual decimal number' : ''

function fieldOf(path: readonly unknown[], node: unknown): string {
  const keys: PropertyKey[] = []
  ;[...path, node].forEach((inner, i, all) => {
    const holder = all[i - 1]
    if (isPair(inner)) keys.push(String(isScalar(inner.key) ? inner.key.value : inner.key))
    else if (holder !== undefined && isNode(holder) && 'items' in holder && Array.isArray(holder.items))
      keys.push((holder.items as unknown[]).indexOf(inner))
  })
  return fieldPath(keys)
}

function notationIssues(document: Document, file: string): Issue[] {
  const found: Issue[] = []
  const add = (at: string, ...problem: Problem) => found.push(issue(file, at, ...problem))
  visit(document, (key, node, path) => {
    if (isPair(node)) {
      const name = isScalar(node.key) ? node.key.value : undefined
      if (name !== '<<') return undefined
      add(
        fieldOf(path, node),
        'yaml-merge',
        'a merge key "<<"',
        'each field written out: the file is plain data',
        'write the fields out',
      )
      return visit.SKIP
    }
    if (!isNode(node) || key === 'key') return undefined
    const at = fieldOf(path, node)
    if (isAlias(node))
      add(
        at,
        'yaml-alias',
        `an alias *${node.source}`,
        'the value itself: the file is plain data',
        'write the value out',
      )
    else if (node.anchor !== undefined)
      add(
        at,
        'yaml-anchor',
        `an anchor &${node.anchor}`,
        'the value alone: the file is plain data',
        'take the anchor out',
      )
    else if (
      node.tag !== undefined &&
      node.tag !== 'tag:yaml.org,2002:str' &&
      !node.tag.startsWith('tag:yaml.org,2002:map')
    ) {
      add(at, 'yaml-tag', `a tag ${node.tag}`, 'the value alone: the file is plain data', 'take the tag out')
    } else if (isScalar(node) && node.type === 'PLAIN' && node.source !== undefined) {
      const { source } = node
      const isShort = source.length <= longestAmbiguous
      const why = isShort ? ambiguous.find(([pattern]) => pattern.test(source))?.[1] : undefined
      if (why !== undefined)
        add(
          at,
          'yaml-ambiguous',
          `${source} without quotes, ${why}`,
          `a value that every reader takes alike`,
          `write ${show(source)} in quotes${plainNumber(source)}`,
        )
    }
    return undefined
  })
  return found
}

/**
 * Before anything takes time by the square of it. A value has some six tokens: its key, a colon, blanks and a line
 * break.
 */
function isTooMuch(text: string, most: number): boolean {
  // A text has at most about two tokens a character.
  if (text.length <= 5 * most) return false
  let count = 0
  for (const _ of new Lexer().lex(text)) if (++count > 10 * most) return true
  return false
}

/**
 * YAML 1.2 as plain data; none if it is no YAML, empty, or several documents.
 * @param most values that it may have
 */
export function readYaml(text: string, file: string, most: number): YamlData {
  const refuse = ({ got, want }: SizeProblem): YamlData => ({
    issues: [issue(file, '', 'input-size', got, want, 'split it')],
  })
  if (isTooMuch(text, most)) return refuse(tooMany(most))
  try {
    const read = readSmall(text, file)
    const problem = sizeProblem(read.value, most)
    return problem === undefined ? read : refuse(problem)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return refuse(tooDeep)
  }
}

function readSmall(text: string, file: string): YamlData {
  const documents = parseAllDocuments(text, { merge: false, strict: true }) as Document[]
  const [document] = documents
  const wrong = (got: string, want: string, hint: string, code = 'not-yaml') => issue(file, '', code, got, want, hint)
  const errors = documents.flatMap((d) => d.errors)
  // The parser gives the stack overflow that it caught as an error of the text.
  if (errors.some((e) => e.code === 'RESOURCE_EXHAUSTION')) throw new RangeError(tooDeep.got)
  const twice = errors.filter((e) => e.code === 'DUPLICATE_KEY')
  const shown = errors.length > twice.length ? errors.filter((e) => e.code !== 'DUPLICATE_KEY').slice(0, 1) : twice
  if (shown.length > 0)
    return {
      issues: shown.map(({ code, message }) => {
        const [first = 'unreadable text'] = message.split('\n')
        return wrong(first.replace(/:$/, ''), 'YAML', hints[code] ?? 'correct that line')
      }),
    }
  if (documents.length > 1) {
    const got = `${documents.length} documents in one file`
    return { issues: [wrong(got, 'one document', 'take out what follows the second ---')] }
  }
  const content = document?.contents
  if (document === undefined || content === null || (isScalar(content) && content.value === null))
    return { issues: [wrong('an empty file', 'one app as data', 'begin with kind: and team:', 'empty')] }
  const issues = notationIssues(document, file)
  try {
    return { value: document.toJS({ maxAliasCount: 100 }) as unknown, issues }
  } catch (error) {
    return { issues: issues.length > 0 ? issues : [wrong(String(error), 'YAML', 'write the values out')] }
  }
}
