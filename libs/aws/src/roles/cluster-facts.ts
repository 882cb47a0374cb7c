import type { Cluster, Fleet } from '@slipway/fleet'

/** What the rights of an add-on's account follow from. */
export interface ClusterFacts {
  readonly cluster: Cluster
  readonly fleet: Fleet
  /** The add-on's ServiceAccount, which gets the rights. */
  readonly serviceAccount: string
}
