import type { MessageRule } from './message-cause.ts'

/** Argo Rollouts 1.10: `RolloutAborted: ... Metric "errors" assessed Failed ...`. */
export const rolloutsRules: readonly MessageRule[] = [
  [/metric "([^"]+)"/i, ([, metric = '']) => [{ code: 'metric-ended-canary', metric }]],
]

export const isAborted = (phase: string): boolean => /abort/i.test(phase)
export const namesMetric = (phase: string, metric: string): boolean => phase.includes(`"${metric}"`)

export type PhaseState = 'failed' | 'held' | 'done' | 'busy' | 'unknown'

/** Rollouts has Healthy, Paused, Progressing, Degraded; other workloads have their own. */
export function phaseState(phase: string): PhaseState {
  const word = phase.toLowerCase()
  if (/abort|degraded|fail|error|invalid|timeout|timed out/.test(word)) return 'failed'
  if (/^paused|^suspended|pause/.test(word)) return 'held'
  if (/^healthy|^complete|^available|^ready/.test(word)) return 'done'
  if (/progress|updat|wait|creat|scal/.test(word)) return 'busy'
  return 'unknown'
}
