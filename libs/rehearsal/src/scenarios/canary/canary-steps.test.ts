import { describe, expect, it } from 'vitest'
import { askedAt, sharesAsked, sharesHeld } from './canary-steps.ts'

const weights = [{ setWeight: 10 }, { pause: {} }, { setWeight: 50 }, { pause: {} }]
const ranges = [
  { setCanaryScale: { weight: 5 } },
  { pause: {} },
  { setHeaderRoute: {} },
  { pause: {} },
  { setCanaryScale: { weight: 25 } },
  { pause: {} },
  { setHeaderRoute: {} },
  { pause: {} },
]

describe('askedAt', () => {
  it.each([
    [weights, 0, 0],
    [weights, 1, 10],
    [weights, 2, 10],
    [weights, 3, 50],
    // Pods are made ready first; their share comes with the route.
    [ranges, 1, 0],
    [ranges, 3, 5],
    [ranges, 5, 5],
    [ranges, 7, 25],
  ])('%#: at step %i %i %', (steps, index, share) => expect(askedAt(steps, index)).toBe(share))
})

it('sharesHeld are those at which it pauses', () => {
  expect(sharesHeld(weights)).toEqual([10, 50])
  expect(sharesHeld(ranges)).toEqual([5, 25])
})

it('sharesAsked are all, those at which it does not pause, too', () => {
  expect(sharesAsked([...weights, { setWeight: 100 }])).toEqual([10, 50, 100])
  expect(sharesAsked(ranges)).toEqual([5, 25])
  expect(sharesAsked([])).toEqual([])
})
