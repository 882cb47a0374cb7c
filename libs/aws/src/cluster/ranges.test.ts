import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { part, rangesOf } from './ranges.ts'

const numberOf = (address: string): number => address.split('.').reduce((sum, one) => sum * 256 + Number(one), 0)
const ends = (range: string): readonly [number, number] => {
  const [address = '', length = ''] = range.split('/')
  return [numberOf(address), numberOf(address) + 2 ** (32 - Number(length)) - 1]
}

describe('ranges of a new VPC', () => {
  it.each([
    ['10.32.0.0/16', 3, 0, '10.32.0.0/19'],
    ['10.32.0.0/16', 3, 5, '10.32.160.0/19'],
    ['10.32.0.0/16', 6, 61, '10.32.244.0/22'],
    ['10.1.4.0/22', 6, 56, '10.1.7.128/28'],
    ['100.64.0.0/16', 3, 1, '100.64.32.0/19'],
    // A range that does not begin where it could.
    ['10.32.7.9/16', 3, 0, '10.32.0.0/19'],
  ])('%s by %d bits, %d: %s', (range, bits, i, expected) => {
    expect(part(range, bits, i)).toBe(expected)
  })

  it('lie in their network, apart from each other, and stay where they are when a zone comes', () => {
    const lengths = fc.integer({ min: 16, max: 22 })
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 6 }), lengths, fc.integer({ min: 16, max: 22 }), (count, vpc, pods) => {
        const all = ['a', 'b', 'c', 'd', 'e', 'f'].map((zone) => `eu-west-1${zone}`)
        const network = { vpc: `10.32.0.0/${vpc}`, pods: `100.64.0.0/${pods}`, services: '172.20.0.0/16' }
        const made = rangesOf({ zones: all.slice(0, count), network })
        expect(rangesOf({ zones: all, network }).slice(0, count)).toEqual(made)
        const within = (outer: string, ranges: readonly string[]) => {
          const [first, last] = ends(outer)
          const sorted = ranges.map(ends).sort(([a], [b]) => a - b)
          for (const [i, [from, to]] of sorted.entries()) {
            expect(from).toBeGreaterThan(i === 0 ? first - 1 : (sorted[i - 1]?.[1] ?? 0))
            expect(to).toBeLessThanOrEqual(last)
            // AWS's smallest subnet is a /28.
            expect(to - from).toBeGreaterThanOrEqual(15)
          }
        }
        within(network.vpc, [...made.map(({ nodes }) => nodes), ...made.map((one) => one.public)])
        within(
          network.pods,
          made.map((one) => one.pods),
        )
      }),
      { numRuns: 50 },
    )
  })
})
