import type { Cluster, Fleet } from '@slipway/fleet'

/** The inputs of an add-on's rights. */
export interface ClusterFacts {
  readonly cluster: Cluster
  readonly fleet: Fleet
  /** The add-on's ServiceAccount, which gets the rights. */
  readonly serviceAccount: string
}
