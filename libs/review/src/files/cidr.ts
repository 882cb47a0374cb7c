import { addressRange, holdsRange, type AddressRange } from '../compare/address-range.ts'

/** All ranges in a value, but for those below a name that does not count. */
export function rangesIn(value: unknown, leftOut: (name: string) => boolean): readonly AddressRange[] {
  // An address alone is no range here.
  if (typeof value === 'string')
    return [value.includes('/') ? addressRange(value) : undefined].filter((range) => range !== undefined)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => (leftOut(name) ? [] : rangesIn(inner, leftOut)))
}

/** Fewer fixed bits than anybody has who is not half of the internet. */
const narrowest = { ipv4: 8, ipv6: 16 } as const

/**
 * Ranges that no range of before takes in, and whether each is wider than all of those, or as wide as a good part of
 * the internet.
 */
export const newRanges = (before: readonly AddressRange[], after: readonly AddressRange[]) =>
  after
    .filter((range) => !before.some((old) => holdsRange(old, range)))
    .map((range) => {
      const old = before.filter(({ family }) => family === range.family)
      return {
        said: range.said,
        isWider:
          range.prefix < narrowest[range.family] ||
          (old.length > 0 && old.every(({ prefix }) => prefix > range.prefix)),
      }
    })
