import fc from 'fast-check'
import { expect, it } from 'vitest'
import { bucketOf } from './exposed-app.ts'

it('any run of bucketOf has of each range of buckets its share, to within two', () => {
  fc.assert(
    fc.property(
      fc.nat(100_000),
      fc.integer({ min: 50, max: 400 }),
      fc.nat(255),
      fc.nat(255),
      (from, count, one, other) => {
        const [low, high] = one < other ? [one, other] : [other, one]
        const hits = Array.from({ length: count }, (_, index) =>
          Number.parseInt(bucketOf(from + index).slice(0, 2), 16),
        ).filter((bucket) => bucket >= low && bucket < high)
        expect(Math.abs(hits.length - (count * (high - low)) / 256)).toBeLessThan(6)
      },
    ),
  )
  expect(bucketOf(0)).toBe('0000')
})
