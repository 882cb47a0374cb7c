import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { faultSwitch } from './faults.ts'

const failures = (faultErrors: number, n: number): number => {
  const next = faultSwitch({ faultErrors, faultLatency: 0 })
  return Array.from({ length: n }, next).filter((fault) => fault.fail).length
}

describe('faultSwitch', () => {
  it.each([
    [0, 100, 0],
    [1, 100, 100],
    [0.5, 10, 5],
    [0.1, 10, 1],
    [0.05, 100, 5],
    [0.3, 10, 3],
  ])('a share of %f fails of %i requests %i', (share, n, wanted) => expect(failures(share, n)).toBe(wanted))

  it('fails the share to within one request, at any moment', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 500 }), (share, n) => {
        expect(Math.abs(failures(share, n) - share * n)).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('delays every request by the same', () => {
    expect(faultSwitch({ faultErrors: 0, faultLatency: 250 })()).toEqual({ fail: false, delay: 250 })
  })
})
