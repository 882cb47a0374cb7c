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
export function quotedWords(text: string): readonly string[] {
  return [...text.matchAll(/'((?:[^'\\]|\\.)*)'/g)].map((m) => unquote(m[1] ?? ''))
}
