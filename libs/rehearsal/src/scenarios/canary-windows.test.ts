import { describe, expect, it } from 'vitest'
import type { Sample } from '../recording.ts'
import { askedAt, sharesHeld, windowsOf } from './canary-windows.ts'

const weights = [{ setWeight: 10 }, { pause: {} }, { setWeight: 50 }, { pause: {} }]
const ranges = [{ setCanaryScale: { weight: 5 } }, { pause: {} }, { setHeaderRoute: {} }, { pause: {} }, { setCanaryScale: { weight: 25 } }, { pause: {} }, { setHeaderRoute: {} }, { pause: {} }]

describe('askedAt', () => {
  it.each([
    [weights, 0, 0], [weights, 1, 10], [weights, 2, 10], [weights, 3, 50],
    // Pods are made ready first; their share comes with the route.
    [ranges, 1, 0], [ranges, 3, 5], [ranges, 5, 5], [ranges, 7, 25],
  ])('%#: at step %i %i %', (steps, index, share) => expect(askedAt(steps, index)).toBe(share))
})

it('sharesHeld are those at which it pauses', () => {
  expect(sharesHeld(weights)).toEqual([10, 50])
  expect(sharesHeld(ranges)).toEqual([5, 25])
})

describe('windowsOf', () => {
  const none = { ready: 0, all: 0 }
  const sample = (at: number, index: number, canaryShare: number): Sample => ({
    at, sync: 'Synced', health: 'Suspended', phase: '', canaryShare, step: { index, of: weights.length }, stable: none, canary: none,
  })

  it('are as long as one share was asked for, less the time of settling; with the share that the routes had for longest', () => {
    const samples = [sample(1, 0, 0), sample(2, 1, 0), sample(2.5, 1, 10), sample(5, 2, 10), sample(6, 3, 50), sample(9, 4, 0), sample(10, 4, 0)]
    expect(windowsOf(samples, weights, 0.5)).toEqual([{ asked: 10, from: 2.5, to: 6, routed: 10 }, { asked: 50, from: 6.5, to: 9, routed: 50 }])
  })

  it('too short ones are none', () => {
    expect(windowsOf([sample(2, 1, 10), sample(2.4, 3, 50), sample(3, 4, 0)], weights, 0.5)).toEqual([{ asked: 50, from: 2.9, to: 3, routed: 50 }])
  })
})
