import { BlockList, isIP } from 'node:net'

/** A range of addresses, as CIDR writes it. */
interface Range {
  readonly said: string
  readonly address: string
  readonly family: 'ipv4' | 'ipv6'
  /** Bits that are fixed: fewer is wider. */
  readonly prefix: number
}

function rangeOf(said: string): Range | undefined {
  const [, address = '', bits = ''] = /^([0-9a-fA-F.:]+)\/(\d{1,3})$/.exec(said) ?? []
  const version = isIP(address)
  const prefix = Number(bits)
  if (version === 0 || bits === '' || prefix > (version === 4 ? 32 : 128)) return undefined
  return { said, address, family: version === 4 ? 'ipv4' : 'ipv6', prefix }
}

/** All ranges in a value, but for those below a name that does not count. */
export function rangesIn(value: unknown, leftOut: (name: string) => boolean): readonly Range[] {
  if (typeof value === 'string') return [rangeOf(value)].filter((range) => range !== undefined)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => (leftOut(name) ? [] : rangesIn(inner, leftOut)))
}

const covers = (outer: Range, inner: Range): boolean => {
  if (outer.family !== inner.family || outer.prefix > inner.prefix) return false
  const block = new BlockList()
  block.addSubnet(outer.address, outer.prefix, outer.family)
  return block.check(inner.address, inner.family)
}

/** Fewer fixed bits than anybody has who is not half of the internet. */
const narrowest = { ipv4: 8, ipv6: 16 } as const

/** Ranges that no range of before takes in, and whether each is wider than all of those, or as wide as a good part of the internet. */
export const newRanges = (before: readonly Range[], after: readonly Range[]) =>
  after
    .filter((range) => !before.some((old) => covers(old, range)))
    .map((range) => {
      const old = before.filter(({ family }) => family === range.family)
      return {
        said: range.said,
        isWider:
          range.prefix < narrowest[range.family] ||
          (old.length > 0 && old.every(({ prefix }) => prefix > range.prefix)),
      }
    })
