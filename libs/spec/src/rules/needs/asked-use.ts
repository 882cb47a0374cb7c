import type { Cluster, Fleet } from '@slipway/fleet'
import type { Draft } from '../../read/app-draft.ts'
import type { SpecPart } from '../../shape/app.ts'
import type { Use, UsedThing } from '../../shape/uses.ts'
import type { Owners } from './need-owners.ts'

/** A use in an environment, and the clusters from which its app uses it. */
export interface AskedUse {
  readonly app: Draft
  readonly spec: SpecPart
  readonly at: string
  readonly use: Use
  readonly thing: UsedThing
  readonly users: readonly Cluster[]
  readonly fleet: Fleet
  readonly ownersIn: (place: Cluster) => Owners
}

export const teamIn = (app: Draft | undefined, { environment }: Cluster): string =>
  app?.parts.get(environment)?.team ?? ''
