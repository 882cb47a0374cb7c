import type { AppName, TeamName } from '@slipway/core'
import type { Cluster, Fleet, Team } from '@slipway/fleet'
import type { Rejected } from '@slipway/spec'
import type { Edge, PathRedirect } from './exposure.ts'
import type { ResolvedFunction } from './resolved-function.ts'
import type { ResolvedApp, Stream } from './resolved-app.ts'

export interface Model {
  readonly fleet: Fleet
  readonly clusters: readonly ClusterModel[]
  readonly rejected: ReadonlyMap<AppName, Rejected>
}

export interface ClusterModel {
  readonly cluster: Cluster
  readonly apps: readonly ResolvedApp[]
  /** The functions in the cluster's account and region. */
  readonly functions: readonly ResolvedFunction[]
  readonly teams: readonly TeamModel[]
  readonly hosts: readonly HostModel[]
  readonly streams: readonly StreamModel[]
}

/** An app that speaks no HTTP, at a port of the public gateway. */
export interface StreamModel extends Stream {
  readonly app: AppName
  readonly team: TeamName
  readonly source: string
}

export interface TeamModel extends Team {
  readonly name: TeamName
}

/** At a gateway; longest path first. */
export interface HostModel {
  /** Its first label below the cluster's own domain; elsewhere the whole host. */
  readonly label: string
  readonly host: string
  /** The Gateway that serves it: a domain's has the domain's name. */
  readonly gateway: 'public' | 'internal' | { readonly domain: string }
  readonly routes: readonly HostRoute[]
  /** The host to which all requests are redirected, if nobody answers on this one. */
  readonly moved: { readonly to: string; readonly code: number; readonly source: string } | null
}

export interface HostRoute {
  readonly path: string
  readonly app: AppName
  readonly team: TeamName
  readonly source: string
  /** Paths below this one that the gateway refuses, as people would ask for them. */
  readonly closed: readonly string[]
  readonly redirects: readonly PathRedirect[]
  readonly edge: Edge
}
