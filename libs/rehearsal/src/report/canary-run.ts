import { isAborted, namesMetric } from '../messages/rollouts.ts'
import type { AppTrack, Measurement, Sample } from '../recording/recording.ts'
import { byTime } from './span.ts'

export interface CanaryRun {
  readonly from: number
  readonly to?: number
  readonly shares: readonly number[]
  readonly end: 'promoted' | 'aborted' | 'taken back' | 'under way'
  readonly because?: Measurement
}

const failed = (m: Measurement) => m.phase === 'Failed' || m.phase === 'Error'

/**
 * Rollouts sets the weight to 0 after promotion and abort alike: an abort has the word in its phase, or a degraded app;
 * a promotion reached 100 % or the last step.
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

/** The last measurement of the metric in the phase, else the last that failed; errors of Prometheus count least. */
function culprit(
  measurements: readonly Measurement[],
  samples: readonly Sample[],
  from: number,
  to: number,
): Measurement | undefined {
  // A metric's last result may come just after the weights moved.
  const near = byTime(measurements).filter((m) => failed(m) && m.at >= from && m.at <= to + 1)
  const named = near.filter((m) => samples.some((s) => namesMetric(s.phase, m.metric)))
  return named.at(-1) ?? near.filter((m) => m.phase === 'Failed').at(-1) ?? near.at(-1)
}

export function canaryRuns({ samples, measurements }: AppTrack): readonly CanaryRun[] {
  const sorted = byTime(samples)
  const shares = (s: Sample | undefined) => (s?.canaryShare ?? 0) > 0
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
