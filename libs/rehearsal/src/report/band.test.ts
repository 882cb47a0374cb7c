import { expect, test } from 'vitest'
import type { Sample } from '../recording/recording.ts'
import { axis } from './axis.ts'
import { band } from './band.ts'
import { el } from '@slipway/core/markup'
import { phaseTone } from './tone.ts'
import { all, parsed } from '@slipway/core/well-formed'

const frame = { width: 960, narrow: false, axis: axis(100, 100, 900) }

const wordsOf = (...phases: readonly (readonly [at: number, phase: string])[]): readonly string[] => {
  const samples = phases.map(
    ([at, phase]): Sample => ({
      at,
      phase,
      sync: 'Synced',
      health: 'Healthy',
      stable: { ready: 1, all: 1 },
      canary: { ready: 0, all: 0 },
    }),
  )
  const lane = band(frame, 'phase', samples, 100, phaseTone)
  return all(parsed(el('g', {}, lane.draw(0)).markup))
    .filter((e) => e.tag === 'text')
    .map((e) => e.text)
}

const reason = 'Degraded: RolloutAborted: metric "errors" assessed Failed'

test.each([
  ['a stretch says what it is', [[0, 'Healthy']], ['Healthy']],
  [
    'where there is no room, the first word',
    [
      [0, 'Paused: CanaryPauseStep'],
      [12, 'Healthy'],
    ],
    ['Paused', 'Healthy'],
  ],
  [
    'where there is room, all of it',
    [
      [0, 'Paused: CanaryPauseStep'],
      [50, 'Healthy'],
    ],
    ['Paused: CanaryPauseStep', 'Healthy'],
  ],
  [
    'what went wrong, as far as it goes, and drawn last',
    [
      [0, reason],
      [30, 'Healthy'],
    ],
    ['Healthy', expect.stringMatching(/^Degraded: RolloutAborted.*…$/)],
  ],
  [
    'too short for words',
    [
      [0, 'Healthy'],
      [50, reason],
      [50.5, 'Healthy'],
    ],
    ['Healthy', 'Healthy'],
  ],
  [
    'equal neighbours are one',
    [
      [0, 'Healthy'],
      [50, 'Healthy'],
    ],
    ['Healthy'],
  ],
] as const)('%s', (_, phases, want) => expect(wordsOf(...phases)).toEqual(want))
