import type { FleetFacts } from './fleet-facts.ts'
import type { Change } from './match.ts'
import type { Trees } from './trees.ts'

/** A field in which clusters differ after this change, and did not before, or the other way round. */
export interface Drift {
  readonly app: string
  readonly text: string
}

export const driftOf = (_changes: readonly Change[], _trees: Trees, _fleet: FleetFacts): readonly Drift[] => []
