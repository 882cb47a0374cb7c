import type { Cluster, Fleet } from '@slipway/fleet'

/** What the rights of an add-on's account follow from. */
export interface ClusterFacts {
  readonly cluster: Cluster
  readonly fleet: Fleet
  /** Of the add-on, whose rights they are. */
  readonly serviceAccount: string
}
