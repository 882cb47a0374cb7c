import type { Delta } from '../compare/diff.ts'
import type { Index } from '../read/trees.ts'
import { rule } from './risk.ts'

/** Cyrillic and Greek letters, each in the place of the Latin one that it looks like. */
const foreign =
  '\u0430\u0435\u043e\u0440\u0441\u0445\u0443\u0456\u0458\u0455\u04bb\u0501\u051b\u051d\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0406\u0408\u0405\u03bf\u03b1\u03bd\u03b9\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u0131'
const latin = 'aeopcxyijshdqwABEKMHOPCTXIJSoaviABEZHIKMNOPTYXi'
const alike = new Map([...foreign].map((letter, i) => [letter, latin[i] ?? letter]))
const unseen =
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]|[\u{e0000}-\u{e0fff}]/gu
const spaces = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/gu

/** The look of a text: without unseen characters, and with look-alikes as one. */
const looks = (text: string): string =>
  [...text.normalize('NFKC').replaceAll(unseen, '').replaceAll(spaces, ' ')]
    .map((letter) => alike.get(letter) ?? letter)
    .join('')

const named = (letters: Iterable<string>): readonly string[] =>
  [...new Set(letters)].map((letter) => `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`)

/** Texts of a value, the keys of maps too. */
function textsOf(value: unknown, found: string[] = []): readonly string[] {
  if (typeof value === 'string') found.push(value)
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) {
      if (!Array.isArray(value)) found.push(key)
      textsOf(inner, found)
    }
  return found
}
const isAscii = (text: string): boolean => /^[\x00-\x7f]*$/.test(text)

/** The letters in which two texts differ that look the same. */
function disguised({ before, after }: Delta): readonly string[] {
  if (
    typeof before !== 'string' ||
    typeof after !== 'string' ||
    before === after ||
    (isAscii(before) && isAscii(after))
  )
    return []
  if (looks(before) !== looks(after)) return []
  const known = new Set(before)
  const fresh = [...after].filter((letter) => !known.has(letter))
  return named(fresh.length > 0 ? fresh : [...before].filter((letter) => !isAscii(letter)))
}
function hidden({ names, before, after }: Delta): readonly string[] {
  const marks = (values: readonly string[]) =>
    values.flatMap((one) => (isAscii(one) ? [] : [...one.matchAll(unseen)].map(([mark]) => mark)))
  const old = marks(textsOf(before))
  const now = marks([...(before === undefined ? names.slice(-1) : []), ...textsOf(after)])
  return now.length > old.length ? named(now) : []
}

/** Texts that readers do not see. */
export const writingRisks = [
  rule('look-alike', 'exposure', 'texts that look the same', ({ delta, entity }) => {
    const letters = delta === undefined ? [] : disguised(delta)
    return letters.length > 0 && ['high', 'looks-the-same', entity.kind === 'Secret' ? [] : letters]
  }),
  rule('look-alike', 'outage', 'keys that readers of YAML disagree on', ({ delta, change }) => {
    const bare = /^(?:y|yes|n|no|on|off)$/i
    const word = delta?.steps.at(-1) ?? ''
    if (delta === undefined || !bare.test(word) || (delta.op !== 'add' && delta.op !== 'remove')) return undefined
    const read = /^(?:y|yes|on)$/i.test(word) ? 'true' : 'false'
    const twin = change.deltas.some(
      ({ op, steps }) => op !== delta.op && steps.length === delta.steps.length && steps.at(-1) === read,
    )
    return twin && ['medium', 'key-read-otherwise', [word, read]]
  }),
  rule('look-alike', 'exposure', 'characters that nobody sees', ({ delta, entity }) => {
    const marks = delta === undefined || disguised(delta).length > 0 ? [] : hidden(delta)
    return marks.length > 0 && ['medium', 'unseen-characters', entity.kind === 'Secret' ? [] : marks]
  }),
  rule('twice', 'outage', 'one object in one place', ({ change: { before, after }, delta, trees }) => {
    if (after === undefined || after.kind === '' || (delta !== undefined && before !== undefined)) return undefined
    const objects = (tree: Index) => tree.copies(after).filter((one) => !tree.isForTools(one))
    const copies = objects(trees.after)
    return (
      copies.length > objects(trees.before).length &&
      copies.length > 1 && ['high', 'twice', copies.map(({ path, line }) => `${path}:${line}`).sort()]
    )
  }),
]
