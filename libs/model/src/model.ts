import type { AppName, TeamName } from '@slipway/core'
import type { Cluster, Fleet, Team } from '@slipway/fleet'
import type { Rejected } from '@slipway/spec'
import type { ResolvedApp } from './resolved-app.ts'

/** The whole estate, cluster by cluster. */
export interface Model {
  readonly fleet: Fleet
  readonly clusters: readonly ClusterModel[]
  /** By app: digests that no cluster may run. */
  readonly rejected: ReadonlyMap<AppName, Rejected>
}

export interface ClusterModel {
  readonly cluster: Cluster
  /** Sorted by name. */
  readonly apps: readonly ResolvedApp[]
  /** Teams with an app here, sorted by name. */
  readonly teams: readonly TeamModel[]
  readonly hosts: readonly HostModel[]
}

export interface TeamModel extends Team {
  readonly name: TeamName
}

/** A host at the gateway and its routes, longest path first. */
export interface HostModel {
  /** The first label, `shop`. */
  readonly label: string
  /** The full name, `shop.dev.acme.example`. */
  readonly host: string
  readonly routes: readonly {
    readonly path: string
    readonly app: AppName
    readonly team: TeamName
    readonly source: string
  }[]
}
