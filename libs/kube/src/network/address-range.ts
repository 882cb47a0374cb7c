/** An IPv4 range as its first and last number; `undefined` for anything else, such as IPv6. */
function ends(range: string): readonly [number, number] | undefined {
  const [address = '', length = '32', ...rest] = range.split('/')
  const parts = address.split('.').map((part) => (/^\d{1,3}$/.test(part) ? Number(part) : Number.NaN))
  const bits = /^\d{1,2}$/.test(length) ? Number(length) : Number.NaN
  if (rest.length > 0 || parts.length !== 4 || !parts.every((part) => part <= 255) || !(bits <= 32)) return undefined
  const size = 2 ** (32 - bits)
  const first = Math.floor(parts.reduce((sum, part) => sum * 256 + part, 0) / size) * size
  return [first, first + size - 1]
}

/**
 * The first address of an IPv4 range with the range's length, such as "10.32.0.0/16" of "10.32.0.1/16"; `undefined` for
 * anything else.
 */
export function wholeRange(range: string): string | undefined {
  const [first] = ends(range) ?? []
  if (first === undefined) return undefined
  const bytes = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256)
  return `${bytes.join('.')}/${range.split('/')[1] ?? '32'}`
}

/** Whether an address of `range` is in `block` and in none of `except`. */
export function hasAddressIn(range: string, block: string, except: readonly string[]): boolean {
  const [own, other] = [ends(range), ends(block)]
  if (own === undefined || other === undefined) return false
  const last = Math.min(own[1], other[1])
  // The first address that no exception seen so far has.
  const free = except
    .map(ends)
    .filter((found) => found !== undefined)
    .sort(([a], [b]) => a - b)
    .reduce((at, [from, until]) => (from <= at && until >= at ? until + 1 : at), Math.max(own[0], other[0]))
  return free <= last
}
