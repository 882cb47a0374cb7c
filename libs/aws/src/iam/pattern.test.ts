import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchesPattern } from './pattern.ts'

describe('a pattern', () => {
  it('matches what the same regular expression matches', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 })
    const plain = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 })
    fc.assert(
      fc.property(letters, plain, (pattern, text) => {
        const regex = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`)
        expect(matchesPattern(pattern, text)).toBe(regex.test(text))
      }),
      { numRuns: 500 },
    )
  })
})
