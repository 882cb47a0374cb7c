/** Text that YAML could take for something else, and how to write it so that it cannot. */

/** What YAML 1.1 and 1.2 readers, or go-yaml on its own, take for a boolean, null, a number, a merge or a default value. */
const words = new Set('y n yes no on off true false null nil none inf nan .inf +.inf -.inf .nan = << ~'.split(' '))
const longestWord = 5

/**
 * Digits with the letters and marks of every number, time and date there is: 1e3, 0x1f, 0o7, 012, 1_000, 1:30, 2001-01-01T00:00:00Z.
 * Some 1.1 readers take a lone `.` or `E0` for a float, too. Wider than need be (a version 1.2.3 is quoted): a quote too many reads well,
 * a number too many is an outage.
 */
const numberLike = /^(?:[-+._]+|[-+._]*(?:[eE][-+]?)?[0-9][0-9a-fA-FxXoO_.:+\-tTzZ, ]*)$/

/** Latin letters and marks that everyone can tell apart; other scripts are quoted, and kept as they are. */
const printable = String.raw`\xa1-\xac\xae-\u02ff`
const first = String.raw`--?[A-Za-z]|[A-Za-z0-9/_$(+.;^${printable}]`
const further = String.raw`[\x21-\x39\x3b-\x7e${printable}]|:(?! |$)| (?! *(?:#|$))`
/**
 * A plain scalar in block context (YAML 1.2.2, 7.3.3): no indicator first, no `: `, no ` #`, no blank at the end. One or two dashes before
 * a letter stay plain, because `--flag=value` is most of what args are.
 */
const plain = new RegExp(`^(?:${first})(?:${further})*$`)

/**
 * Not printable in YAML (5.1), or not to be seen in a review: controls, no-break and zero-width blanks, marks that turn the direction of
 * writing, line separators, the byte order mark, tags. Ranges are written out, since Unicode's own classes grow from Node to Node.
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

/** A double-quoted scalar on one line. JSON's escapes are a part of YAML's. */
export function quoted(text: string): string {
  const json = JSON.stringify(text)
  return unseen.test(json) ? json.replace(everyUnseen, escape) : json
}

/** Whether every reader takes the bare text for this very string. */
export function isPlain(text: string): boolean {
  if (!plain.test(text) || numberLike.test(text)) return false
  return text.length > longestWord || !words.has(text.toLowerCase())
}

/** Text on one line: bare where that is safe, else double-quoted. Keys are written so, too. */
export const oneLine = (text: string): string => (isPlain(text) ? text : quoted(text))

/**
 * The head of a literal block (`|`, `|-`, `|+`), or nothing when the text has to be quoted: one line, a first line that is empty or begins
 * with a blank (readers disagree on the indentation then), a line of blanks only, a CR, anything unseen but tabs.
 */
export function blockHead(text: string): string | undefined {
  if (!text.includes('\n') || /^[ \t\n]/.test(text) || unseenInBlock.test(text) || /\n[ \t]+(?:\n|$)/.test(text))
    return undefined
  if (!text.endsWith('\n')) return '|-'
  return text.endsWith('\n\n') ? '|+' : '|'
}

/**
 * A number as every reader takes it for one. YAML 1.1 wants a dot in a float (`1.0e+21`), and JSON knows no negative zero.
 * @param value a finite number
 */
export function number(value: number): string {
  const text = String(value === 0 ? 0 : value)
  return text.includes('e') && !text.includes('.') ? text.replace('e', '.0e') : text
}
