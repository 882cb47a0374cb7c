import type { AppName, TeamName } from '@slipway/core'
import type { Cluster, Fleet, Team } from '@slipway/fleet'
import type { Rejected } from '@slipway/spec'
import type { ResolvedApp } from './resolved-app.ts'

export interface Model {
  readonly fleet: Fleet
  readonly clusters: readonly ClusterModel[]
  readonly rejected: ReadonlyMap<AppName, Rejected>
}

export interface ClusterModel {
  readonly cluster: Cluster
  readonly apps: readonly ResolvedApp[]
  readonly teams: readonly TeamModel[]
  readonly hosts: readonly HostModel[]
}

export interface TeamModel extends Team {
  readonly name: TeamName
}

/** At the gateway; longest path first. */
export interface HostModel {
  readonly label: string
  readonly host: string
  readonly routes: readonly {
    readonly path: string
    readonly app: AppName
    readonly team: TeamName
    readonly source: string
    /** Paths of the app below this one that the gateway refuses. */
    readonly closed: readonly string[]
  }[]
}
