/** All that we read from kubeconform's sentences stands in this file; other files decide by `Fault.code`. */

/** One sentence of kubeconform about one place of an object. */
export interface Finding {
  /** The place, as the keys that lead to it. */
  readonly at: readonly string[]
  readonly text: string
}

interface Node extends Finding {
  readonly depth: number
}

/** Undoes the quoting of a place: Go's `%q` with single quotes around. */
function unquote(quoted: string): string {
  try {
    return JSON.parse(`"${quoted.replaceAll("\\'", "'").replaceAll('"', '\\"')}"`) as string
  } catch {
    return quoted
  }
}

const keys = (pointer: string): readonly string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))

/**
 * The findings are one text in kubeconform's answer, a tree with its line ends taken out:
 * ` - at '/spec': validation failed   - at '/spec/x': ...` (santhosh-tekuri/jsonschema v6 `ValidationError.Error`). Quotes inside quoted
 * values are escaped, so a value cannot look like a new finding.
 */
function nodes(message: string): readonly Node[] {
  const heads = [...message.matchAll(/( +)- at '((?:[^'\\]|\\.)*)': /g)]
  return heads.map((head, i) => ({
    depth: head[1]?.length ?? 0,
    at: keys(unquote(head[2] ?? '')),
    text: message.slice(head.index + head[0].length, heads[i + 1]?.index).trim(),
  }))
}

const isChoice = (text: string): boolean => /^'(?:oneOf|anyOf|not)' failed/.test(text)
const isGroup = (text: string): boolean => text === 'validation failed' || text === "'allOf' failed"

/**
 * What kubeconform says of one object, one sentence for each fault. Groups that only hold others are left out; a choice (`oneOf`, `anyOf`)
 * is one finding that lists what each of its sides wants, because none of them is wrong by itself.
 */
export function readFindings(message: string): readonly Finding[] {
  const all = nodes(message)
  const findings: Finding[] = []
  for (let i = 0; i < all.length; i++) {
    const node = all[i] as Node
    const end = all.findIndex((other, j) => j > i && other.depth <= node.depth)
    const inner = all.slice(i + 1, end === -1 ? undefined : end)
    if (isChoice(node.text)) {
      const faults = inner.filter((side) => !isGroup(side.text))
      const sides = faults.map((side) => `${side.at.slice(node.at.length).join('.')} ${side.text}`.trim())
      findings.push({ at: node.at, text: sides.length === 0 ? node.text : `${node.text}: ${sides.join('; or ')}` })
      i += inner.length
    } else if (!isGroup(node.text) || inner.length === 0) {
      findings.push({ at: node.at, text: node.text })
    }
  }
  return findings
}

/** The quoted words of a sentence: `additional properties 'a', 'b' not allowed` -> a, b. */
function quotedWords(text: string): readonly string[] {
  return [...text.matchAll(/'((?:[^'\\]|\\.)*)'/g)].map((m) => unquote(m[1] ?? ''))
}

/** What a sentence says. */
export type Fault =
  | { readonly code: 'unknown-fields' | 'missing-fields'; readonly fields: readonly string[] }
  | { readonly code: 'type'; readonly given: string; readonly want: string }
  /** `allowed`: the values of an enumeration; `given`: the wrong value as kubeconform quotes it. */
  | {
      readonly code: 'value'
      readonly allowed: readonly string[]
      readonly given: string | undefined
      readonly want: string
    }

export function faultOf(text: string): Fault {
  if (text.startsWith('additional properties ')) return { code: 'unknown-fields', fields: quotedWords(text) }
  if (/^missing propert(y|ies) /.test(text)) return { code: 'missing-fields', fields: quotedWords(text) }
  const [, type, want = ''] = /^got (.+), want (.+)$/.exec(text) ?? []
  if (type !== undefined) return { code: 'type', given: type, want }
  return {
    code: 'value',
    allowed: text.startsWith('value must be') ? quotedWords(text) : [],
    given: /^('.*') (?:does not match|is not valid) /.exec(text)?.[1],
    want: /^'oneOf' failed, subschemas/.test(text)
      ? 'only one of the fields that exclude each other'
      : text.replace(/^'(?:oneOf|anyOf)' failed(?:, none matched)?: /, 'one of: '),
  }
}

export const lacksSchema = (message: string): boolean => message.startsWith('could not find schema')
