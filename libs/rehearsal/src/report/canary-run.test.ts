import { expect, test } from 'vitest'
import type { AppTrack, Health, Measurement, Sample } from '../recording/recording.ts'
import { canaryRuns } from './canary-run.ts'
import { aborts, drains, promotes } from '../../test/sample-recordings.ts'

type Step = readonly [
  at: number,
  share: number,
  phase: string,
  health: Health,
  step?: readonly [index: number, of: number],
]

const app = (steps: readonly Step[], measurements: readonly Measurement[] = []): AppTrack => ({
  name: 'a/b',
  measurements,
  samples: steps.map(
    ([at, canaryShare, phase, health, step]): Sample => ({
      at,
      canaryShare,
      phase,
      health,
      sync: 'Synced',
      stable: { ready: 2, all: 2 },
      canary: { ready: 1, all: 1 },
      ...(step === undefined ? {} : { step: { index: step[0], of: step[1] } }),
    }),
  ),
})

const paused: Step = [2, 25, 'Paused', 'Suspended', [1, 4]]

test.each<[string, readonly Step[], string]>([
  ['everybody, then healthy', [paused, [4, 100, 'Paused', 'Suspended'], [6, 0, 'Healthy', 'Healthy']], 'promoted'],
  [
    'the last step, then healthy',
    [
      [2, 50, 'Paused', 'Suspended', [3, 4]],
      [6, 0, 'Healthy', 'Healthy'],
    ],
    'promoted',
  ],
  ['the word abort', [paused, [3, 0, 'Degraded: RolloutAborted', 'Degraded']], 'aborted'],
  [
    'the word abort while everybody is on it',
    [
      [2, 100, 'Paused', 'Suspended'],
      [3, 0, 'Degraded: RolloutAborted', 'Degraded'],
    ],
    'aborted',
  ],
  [
    'weights first, degraded just after',
    [paused, [3, 0, 'Progressing', 'Progressing'], [4, 0, 'Degraded', 'Degraded']],
    'aborted',
  ],
  [
    'back to stable in the middle',
    [paused, [3, 0, 'Progressing', 'Progressing'], [4, 0, 'Healthy', 'Healthy']],
    'taken back',
  ],
  ['no end yet', [paused], 'under way'],
])('%s', (_, steps, want) => expect(canaryRuns(app(steps)).map((e) => e.end)).toEqual([want]))

test('two canaries are two', () => {
  const two = canaryRuns(
    app([
      paused,
      [3, 0, 'Healthy', 'Healthy'],
      [5, 10, 'Paused', 'Suspended'],
      [6, 100, 'Paused', 'Suspended'],
      [7, 0, 'Healthy', 'Healthy'],
    ]),
  )
  expect(two.map(({ from, to, shares, end }) => ({ from, to, shares, end }))).toEqual([
    { from: 2, to: 3, shares: [25], end: 'taken back' },
    { from: 5, to: 7, shares: [10, 100], end: 'promoted' },
  ])
})

test('the metric that the phase names is the reason, not the error that came with it', () => {
  expect(canaryRuns(aborts.apps[0] as AppTrack)[0]?.because).toMatchObject({ metric: 'errors', at: 10.1 })
})

test('that reason may have failed before another metric did', () => {
  const of = (metric: string, at: number): Measurement => ({ at, run: 'r', metric, value: '1', phase: 'Failed' })
  const steps: readonly Step[] = [paused, [4, 0, 'Degraded: RolloutAborted: metric "x" assessed Failed', 'Degraded']]
  expect(canaryRuns(app(steps, [of('x', 3), of('y', 3.5)]))[0]?.because?.metric).toBe('x')
})

test('without a name in the phase a failure comes before an error', () => {
  const of = (metric: string, phase: Measurement['phase'], at: number): Measurement => ({
    at,
    run: 'r',
    metric,
    value: '1',
    phase,
  })
  const steps: readonly Step[] = [paused, [4, 0, 'Degraded: aborted', 'Degraded']]
  expect(canaryRuns(app(steps, [of('x', 'Failed', 3), of('y', 'Error', 3.5)]))[0]?.because?.metric).toBe('x')
  expect(canaryRuns(app(steps, [of('y', 'Error', 3.5)]))[0]?.because?.metric).toBe('y')
  expect(canaryRuns(app(steps, [of('x', 'Failed', 30)]))[0]?.because).toBeUndefined()
})

test('an app without canary has none, one that promotes has one', () => {
  expect(canaryRuns(drains.apps[0] as AppTrack)).toEqual([])
  expect(canaryRuns(promotes.apps[0] as AppTrack)).toMatchObject([{ shares: [10, 50, 100], end: 'promoted' }])
})
