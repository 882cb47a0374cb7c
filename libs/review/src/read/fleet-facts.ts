import { conventionalFacts } from './conventions.ts'

/** Trees without fleet data have only clusters' names. */
export interface ClusterFacts {
  readonly environment: string
  readonly region: string
  readonly prod: boolean
}

export type FleetFacts = ReadonlyMap<string, ClusterFacts>

/** Without a description, by name: `prod-eu` is of `prod`. */
export function factsOf(fleet: FleetFacts, cluster: string): ClusterFacts {
  const known = fleet.get(cluster)
  if (known !== undefined) return known
  return { ...conventionalFacts(cluster), region: cluster }
}
