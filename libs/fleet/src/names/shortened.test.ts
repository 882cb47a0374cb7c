import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shortened } from './shortened.ts'

describe('shortened', () => {
  it('keeps what fits, and is never longer than the most', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 10, max: 80 }), (whole, most) => {
        const made = shortened(whole, most)
        expect(made.length).toBeLessThanOrEqual(most)
        if (whole.length <= most) expect(made).toBe(whole)
      }),
      { numRuns: 200 },
    )
  })

  it('tells names apart that differ only after the end', () => {
    const long = 'x'.repeat(70)
    expect(shortened(`${long}a`, 64)).not.toBe(shortened(`${long}b`, 64))
  })
})
