/** Only this file reads kubeconform's sentences; others decide by `Fault.code`. */

export interface Finding {
  readonly at: readonly string[]
  readonly text: string
}

interface Node extends Finding {
  readonly depth: number
}

/** Go's `%q` with single quotes around. */
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
 * The answer is a tree in one line: ` - at '/spec': validation failed   - at '/spec/x': ...`
 * (santhosh-tekuri/jsonschema v6 `ValidationError.Error`). Quotes inside quoted values are escaped, so a value cannot
 * look like a finding.
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
 * One sentence for each fault. Groups that only hold others are left out; a choice (`oneOf`, `anyOf`) is one finding
 * with what each side wants, because none of them is wrong by itself.
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

/** `additional properties 'a', 'b' not allowed` -> a, b. */
function quotedWords(text: string): readonly string[] {
  return [...text.matchAll(/'((?:[^'\\]|\\.)*)'/g)].map((m) => unquote(m[1] ?? ''))
}

type Fault =
  | { readonly code: 'unknown-fields' | 'missing-fields'; readonly fields: readonly string[] }
  | { readonly code: 'type'; readonly given: string; readonly want: string }
  /** `given`: as kubeconform quotes it. */
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
