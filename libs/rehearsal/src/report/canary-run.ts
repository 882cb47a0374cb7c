import { isAborted, namesMetric } from '../messages/rollouts.ts'
import type { AppTrack, Measurement, Sample } from '../recording/recording.ts'
import { byTime } from './span.ts'

/** One canary from its first share of traffic to its last. */
export interface CanaryRun {
  readonly from: number
  /** When its share fell back to nothing; nothing while it is under way. */
  readonly to?: number
  /** The shares it had, in order. */
  readonly shares: readonly number[]
  readonly end: 'promoted' | 'aborted' | 'taken back' | 'under way'
  /** The measurement that ended it. */
  readonly because?: Measurement
}

const failed = (m: Measurement): boolean => m.phase === 'Failed' || m.phase === 'Error'

/**
 * How it ended. Rollouts puts the canary's weight back to 0 after a promotion as after an abort, so the share alone does not tell: an abort
 * has the word in the phase, or a degraded app; a promotion reached everybody or the last step.
 */
function ending(during: readonly Sample[], after: readonly Sample[]): CanaryRun['end'] {
  if (after.length === 0) return 'under way'
  const top = Math.max(...during.map((s) => s.canaryShare ?? 0))
  const last = during.at(-1)
  if ([...during, ...after].some((s) => isAborted(s.phase))) return 'aborted'
  if (top < 100 && after.slice(0, 2).some((s) => s.health === 'Degraded')) return 'aborted'
  const atLastStep = last?.step !== undefined && last.step.index >= last.step.of - 1
  return top >= 100 || atLastStep ? 'promoted' : 'taken back'
}

/** The last measurement of the metric that the phase speaks of, else the last that failed; an error of Prometheus alone counts least. */
function culprit(
  measurements: readonly Measurement[],
  samples: readonly Sample[],
  from: number,
  to: number,
): Measurement | undefined {
  // A metric's last word may come in just after the weights have moved.
  const near = byTime(measurements).filter((m) => failed(m) && m.at >= from && m.at <= to + 1)
  const named = near.filter((m) => samples.some((s) => namesMetric(s.phase, m.metric)))
  return named.at(-1) ?? near.filter((m) => m.phase === 'Failed').at(-1) ?? near.at(-1)
}

export function canaryRuns({ samples, measurements }: AppTrack): readonly CanaryRun[] {
  const sorted = byTime(samples)
  const shares = (s: Sample | undefined): boolean => (s?.canaryShare ?? 0) > 0
  const starts = sorted.flatMap((s, i) => (shares(s) && !shares(sorted[i - 1]) ? [i] : []))
  return starts.map((start, n) => {
    const next = starts[n + 1] ?? sorted.length
    const length = sorted.slice(start, next).findIndex((s) => !shares(s))
    const stop = length === -1 ? next : start + length
    const during = sorted.slice(start, stop)
    const after = sorted.slice(stop, next)
    const from = during[0]?.at ?? 0
    const to = after[0]?.at
    const end = ending(during, after)
    const because = culprit(measurements, [...during, ...after], from, to ?? Infinity)
    return {
      from,
      ...(to === undefined ? {} : { to }),
      shares: during.flatMap((s, i) => (s.canaryShare === during[i - 1]?.canaryShare ? [] : [s.canaryShare ?? 0])),
      end,
      ...(end === 'aborted' && because !== undefined ? { because } : {}),
    }
  })
}
