/** Quotes what YAML could take for something else. */

/** A boolean, null, number, merge or default to YAML 1.1, 1.2 or go-yaml. */
const words = new Set('y n yes no on off true false null nil none inf nan .inf +.inf -.inf .nan = << ~'.split(' '))
const longestWord = 5

/**
 * Any number, time or date: 1e3, 0x1f, 0o7, 012, 1_000, 1:30; some 1.1 readers take `.` or `E0` for a float. Wider
 * than need be: a quote too many reads well, a number too many is an outage.
 */
const numberLike = /^(?:[-+._]+|[-+._]*(?:[eE][-+]?)?[0-9][0-9a-fA-FxXoO_.:+\-tTzZ, ]*)$/

/** Latin letters and marks; other scripts are quoted and kept. */
const printable = String.raw`\xa1-\xac\xae-\u02ff`
const first = String.raw`--?[A-Za-z]|[A-Za-z0-9/_$(+.;^${printable}]`
const further = String.raw`[\x21-\x39\x3b-\x7e${printable}]|:(?! |$)| +(?=[^ #])`
/** In block context (YAML 1.2.2, 7.3.3). Dashes before a letter stay plain, since args are mostly `--flag=value`. */
const plain = new RegExp(`^(?:${first})(?:${further})*$`)

/**
 * Not printable (5.1), or unseen in a review: controls, odd blanks, direction marks, line separators, byte order
 * mark, tags. Written out, since Unicode's classes grow with Node.
 */
const invisible =
  String.raw`\x7f-\xa0\xad\u061c\u115f\u1160\u1680\u180e\u2000-\u200f` +
  String.raw`\u2028-\u202f\u205f-\u206f\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff`
const tags = String.raw`\udb40[\udc00-\uddef]`
const unseen = new RegExp(String.raw`[\x00-\x1f${invisible}]|${tags}`)
const everyUnseen = new RegExp(unseen, 'g')
/** In a block, tabs and line breaks mean themselves. */
const unseenInBlock = new RegExp(String.raw`[\x00-\x08\x0b-\x1f${invisible}]|${tags}`)

const escape = (text: string): string =>
  text.length === 1
    ? `\\u${text.charCodeAt(0).toString(16).padStart(4, '0')}`
    : `\\U${(text.codePointAt(0) ?? 0).toString(16).padStart(8, '0')}`

/** JSON's escapes are a part of YAML's. */
export function quoted(text: string): string {
  const json = JSON.stringify(text)
  return unseen.test(json) ? json.replace(everyUnseen, escape) : json
}

export function isPlain(text: string): boolean {
  if (!plain.test(text) || numberLike.test(text)) return false
  return text.length > longestWord || !words.has(text.toLowerCase())
}

export const oneLine = (text: string): string => (isPlain(text) ? text : quoted(text))

/**
 * `|`, `|-` or `|+`; `undefined` when it has to be quoted: one line, an empty or indented first line (readers
 * disagree), only blanks, a CR, anything unseen but tabs.
 */
export function blockHead(text: string): string | undefined {
  if (!text.includes('\n') || /^[ \t\n]/.test(text) || unseenInBlock.test(text) || /\n[ \t]+(?:\n|$)/.test(text))
    return undefined
  if (!text.endsWith('\n')) return '|-'
  return text.endsWith('\n\n') ? '|+' : '|'
}

/** YAML 1.1 wants a dot in a float (`1.0e+21`); JSON has no negative zero. @param value finite */
export function number(value: number): string {
  const text = String(value === 0 ? 0 : value)
  return text.includes('e') && !text.includes('.') ? text.replace('e', '.0e') : text
}
