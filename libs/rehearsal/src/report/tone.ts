import { phaseState, type PhaseState } from '../messages/rollouts.ts'
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

const stateTone: { readonly [K in PhaseState]: Tone } = {
  failed: 'bad',
  held: 'held',
  done: 'good',
  busy: 'busy',
  unknown: 'none',
}
export const phaseTone = (phase: string): Tone => stateTone[phaseState(phase)]
