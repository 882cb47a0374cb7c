const string = String.raw`(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")`
/** A list of strings; an index such as `names['web']` is none. */
const list = String.raw`(?<![\w)\]}])\[\s*(?:${string}(?:\s*,\s*${string})*)?\s*\]`
const entry = String.raw`${string}\s*:\s*(?:${list}|${string})`
const map = String.raw`\{\s*${entry}(?:\s*,\s*${entry})*\s*\}`
const literals = new RegExp(`${map}|${list}`, 'g')
const entries = new RegExp(entry, 'g')
const strings = new RegExp(string, 'g')

/** A CEL expression, and the words of its literal lists and maps of strings. */
interface CelWords {
  /** The expression with `[...]` and `{...}` in their place: what it asks, whatever its words are. */
  readonly frame: string
  /** The words of a map have their key in front. */
  readonly words: readonly string[]
}

/**
 * Divides a CEL expression into what it asks and the words that it asks for: a list that gets a member is another risk
 * than another question.
 */
export function celWords(expression: string): CelWords {
  const words: string[] = []
  const bare = (literal: string): string => literal.slice(1, -1)
  const frame = expression.replaceAll(literals, (literal) => {
    if (literal.startsWith('[')) {
      words.push(...(literal.match(strings) ?? []).map(bare))
      return '[...]'
    }
    for (const one of literal.match(entries) ?? []) {
      const [key = '', ...values] = (one.match(strings) ?? []).map(bare)
      words.push(...(values.length === 0 ? [`${key}:`] : values.map((value) => `${key}: ${value}`)))
    }
    return '{...}'
  })
  return { frame, words }
}
