import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatMeasured, measured } from './measure.ts'

describe('measured', () => {
  it.each<[readonly [number, ...number[]], number]>([
    [[3], 3],
    [[4, 1, 3], 3],
    [[4, 1, 3, 2], 2.5],
    [[1, 1, 100], 1],
  ])('the median of %j is %d', (times, median) => {
    expect(measured('x', times).median).toBe(median)
  })

  it('lies between the smallest and the largest, in whatever order they came', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1e4, noNaN: true }), { minLength: 1 }), (times) => {
        const { from, median, to } = measured('x', times as [number, ...number[]])
        return (
          from <= median &&
          median <= to &&
          measured('x', [...times].reverse() as [number, ...number[]]).median === median
        )
      }),
    )
  })
})

describe('formatMeasured', () => {
  it('aligns names and says how many runs there were', () => {
    expect(formatMeasured([measured('set-up', [9, 10, 12]), measured('a canary', [17.26])])).toBe(
      ['set-up      10.00 s  (9 to 12 s, 3 runs)', 'a canary    17.26 s  (17.26 to 17.26 s, 1 runs)'].join('\n'),
    )
  })
})
