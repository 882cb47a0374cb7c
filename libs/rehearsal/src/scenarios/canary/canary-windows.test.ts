import { describe, expect, it } from 'vitest'
import type { Sample } from '../../recording/recording.ts'
import { windowsOf } from './canary-windows.ts'

const weights = [{ setWeight: 10 }, { pause: {} }, { setWeight: 50 }, { pause: {} }]

describe('windowsOf', () => {
  const none = { ready: 0, all: 0 }
  const sample = (at: number, index: number, canaryShare: number): Sample => ({
    at,
    sync: 'Synced',
    health: 'Suspended',
    phase: '',
    canaryShare,
    step: { index, of: weights.length },
    stable: none,
    canary: none,
  })

  it('are as long as one share was asked for, less the time of settling; with the share that the routes had for longest', () => {
    const samples = [
      sample(1, 0, 0),
      sample(2, 1, 0),
      sample(2.5, 1, 10),
      sample(5, 2, 10),
      sample(6, 3, 50),
      sample(9, 4, 0),
      sample(10, 4, 0),
    ]
    expect(windowsOf(samples, weights, 0.5)).toEqual([
      { asked: 10, from: 2.5, to: 6, routed: 10 },
      { asked: 50, from: 6.5, to: 9, routed: 50 },
    ])
  })

  it('too short ones are none', () => {
    expect(windowsOf([sample(2, 1, 10), sample(2.4, 3, 50), sample(3, 4, 0)], weights, 0.5)).toEqual([
      { asked: 50, from: 2.9, to: 3, routed: 50 },
    ])
  })
})
