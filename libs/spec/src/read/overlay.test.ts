import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { overlay } from './overlay.ts'

const data = fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), fc.jsonValue({ maxDepth: 3 }))

describe('overlay', () => {
  it.each<[string, unknown, unknown, unknown]>([
    ['a number over a number', 1, 2, 2],
    ['fields are merged', { min: 1, max: 2 }, { max: 3 }, { min: 1, max: 3 }],
    ['at every depth', { on: { cpu: 70 }, min: 1 }, { on: { queue: 5 } }, { on: { cpu: 70, queue: 5 }, min: 1 }],
    ['a list replaces a list', { calls: ['a', 'b'] }, { calls: ['c'] }, { calls: ['c'] }],
    ['an object replaces a number', { scale: 1 }, { scale: { min: 2 } }, { scale: { min: 2 } }],
    ['a number replaces an object', { scale: { min: 2 } }, { scale: 1 }, { scale: 1 }],
    [
      'one choice replaces another',
      { sticky: { clientIP: '60s' } },
      { sticky: { cookie: '1h' } },
      { sticky: { cookie: '1h' } },
    ],
    ['nothing replaces nothing', { a: 1 }, { a: undefined }, { a: 1 }],
  ])('%s', (_, base, over, expected) => {
    expect(overlay(base, over)).toEqual(expected)
  })

  it('an empty override is the identity, on both sides', () => {
    fc.assert(
      fc.property(data, (base) => {
        expect(overlay(base, {})).toEqual(base)
        expect(overlay(base, undefined)).toEqual(base)
        expect(overlay({}, base)).toEqual(base)
        expect(overlay(base, base)).toEqual(base)
      }),
    )
  })

  it('the override wins, and what it does not name is kept', () => {
    fc.assert(
      fc.property(data, data, (base, over) => {
        const merged = overlay(base, over) as Record<string, unknown>
        expect(Object.keys(merged).sort()).toEqual([...new Set([...Object.keys(base), ...Object.keys(over)])].sort())
        for (const [key, value] of Object.entries(over))
          if (typeof value !== 'object' || value === null || Array.isArray(value)) expect(merged[key]).toEqual(value)
        for (const [key, value] of Object.entries(base)) if (!(key in over)) expect(merged[key]).toEqual(value)
      }),
    )
  })

  it('changes neither of the two', () => {
    fc.assert(
      fc.property(data, data, (base, over) => {
        const before = JSON.stringify([base, over])
        overlay(base, over)
        expect(JSON.stringify([base, over])).toBe(before)
      }),
    )
  })
})
