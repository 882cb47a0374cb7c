import type { Health, Measurement, Sync } from '../recording/recording.ts'
import type { Tone } from './palette.ts'

export const healthTone: { readonly [K in Health]: Tone } = {
  Healthy: 'good',
  Progressing: 'busy',
  Suspended: 'held',
  Degraded: 'bad',
  Missing: 'odd',
  Unknown: 'none',
}

export const syncTone: { readonly [K in Sync]: Tone } = { Synced: 'good', OutOfSync: 'odd', Unknown: 'none' }

export type MeasurementPhase = Measurement['phase']

export const measurementTone: { readonly [K in MeasurementPhase]: Tone } = {
  Successful: 'good',
  Failed: 'bad',
  Inconclusive: 'odd',
  Error: 'bad',
  Running: 'busy',
  Pending: 'none',
}

/** Rollouts' phases are Healthy, Paused, Progressing, Degraded (pkg/apis/rollouts/v1alpha1/types.go). Other workloads have their own. */
export function phaseTone(phase: string): Tone {
  const word = phase.toLowerCase()
  if (/abort|degraded|fail|error|invalid|timeout|timed out/.test(word)) return 'bad'
  if (/^paused|^suspended|pause/.test(word)) return 'held'
  if (/^healthy|^complete|^available|^ready/.test(word)) return 'good'
  if (/progress|updat|wait|creat|scal/.test(word)) return 'busy'
  return 'none'
}
