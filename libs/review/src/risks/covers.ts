import { readJson } from '@slipway/core'
import { fields, mapValues, texts } from '@slipway/kube'
import { addressRange, holdsRange } from '../compare/address-range.ts'

/** An opening or closing of an object, in parts; `*` stands for all of a part. */
export type Opening = readonly string[]

/** Whether a range of addresses holds another. */
function holds(wide: string, narrow: string): boolean {
  const [a, b] = [addressRange(wide), addressRange(narrow)]
  return a !== undefined && b !== undefined && holdsRange(a, b)
}

/** `prefix=/a` holds `prefix=/a/b` and `exact=/a`. */
function startsPath(wide: string, narrow: string): boolean {
  if (!wide.startsWith('prefix=')) return false
  const [, path] = /^(?:prefix|exact)=(.*)$/s.exec(narrow) ?? []
  const prefix = wide.slice('prefix='.length).replace(/\/$/, '')
  return path === prefix || path?.startsWith(`${prefix}/`) === true
}

type Words = Readonly<Record<string, readonly string[]>>
const marked = 'words:'
/** Conditions by field, as one part of an opening. */
export const wordsPart = (words: Words): string => `${marked}${JSON.stringify(words)}`
/** The conditions of a part; `undefined` for one that is none, or that somebody has written to look like one. */
export function wordsIn(part: string): Words | undefined {
  if (!part.startsWith(marked)) return undefined
  const words = readJson(part.slice(marked.length))
  return words === undefined ? undefined : mapValues(fields(words), texts)
}

/** Whether conditions hold wherever others do: fewer words of a field, or more of one that says `not`. */
function holdsWherever(wide: Words | undefined, narrow: Words | undefined): boolean {
  if (wide === undefined || narrow === undefined) return false
  return Object.entries(wide).every(([field, words]) => {
    const others = narrow[field]
    if (others === undefined) return false
    if (field.startsWith('not')) return words.every((word) => others.some((other) => coversPart(other, word)))
    return others.every((other) => words.some((word) => coversPart(word, other)))
  })
}

const coversPart = (wide: string, narrow: string): boolean =>
  wide === narrow ||
  wide === '*' ||
  (wide.startsWith('*.') && narrow.endsWith(wide.slice(1))) ||
  startsPath(wide, narrow) ||
  holdsWherever(wordsIn(wide), wordsIn(narrow)) ||
  holds(wide, narrow)

/** Whether one opening lets through all that another does. */
const covers = (wide: Opening, narrow: Opening): boolean =>
  wide.length === narrow.length && wide.every((part, i) => coversPart(part, narrow[i] ?? ''))

/** The openings that none of the others covers, each once. */
export const uncovered = (openings: readonly Opening[], by: readonly Opening[]): readonly Opening[] => {
  const known = new Set(by.map((one) => one.join('\0')))
  const seen = new Set<string>()
  return openings.filter((one) => {
    const key = one.join('\0')
    if (known.has(key) || seen.has(key)) return false
    seen.add(key)
    return !by.some((wide) => covers(wide, one))
  })
}

/** Every address there is. */
export const everywhere = (range: string): string => (/^(?:0\.0\.0\.0|::)\/0$/.test(range) ? '*' : range)
