import type { Recording } from '../recording/recording.ts'

interface Tally {
  readonly passed: number
  readonly failed: number
}

/** It came to its end, and every claim held. */
export const held = ({ verdict, claims }: Recording): boolean => verdict === 'passed' && claims.every(({ ok }) => ok)

/** A scenario that broke off before a claim failed counts as one failure. */
export function tally(recording: Recording): Tally {
  const passed = recording.claims.filter(({ ok }) => ok).length
  const failed = recording.claims.length - passed
  return { passed, failed: failed === 0 && !held(recording) ? 1 : failed }
}

export const tallyAll = (recordings: readonly Recording[]): Tally =>
  recordings
    .map(tally)
    .reduce((a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed }), { passed: 0, failed: 0 })

export const brokeOff = ({ verdict, claims }: Recording): boolean =>
  verdict === 'failed' && claims.every(({ ok }) => ok)

export const brokeOffText = 'the scenario broke off before all its claims were made; its last event says where'
