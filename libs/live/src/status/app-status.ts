import type { Outcome } from '@slipway/core'

/** The status of an app in a cluster; each part on its own, since a source may be unreachable. */
export interface AppStatus {
  readonly app: string
  readonly team: string
  readonly cluster: string
  readonly environment: string
  readonly release: Release
  readonly application: Outcome<Application>
  readonly workload: Outcome<WorkloadState>
  readonly pods: Outcome<PodsState>
  /** Null where nobody sends it requests. */
  readonly traffic: Outcome<TrafficState | null>
  /** Null without an slo. */
  readonly budget: Outcome<Budget | null>
  readonly alerts: Outcome<readonly Alert[]>
  /** Newest first. */
  readonly events: Outcome<readonly Happening[]>
  readonly links: readonly Link[]
}

/** The version that git wants to run. */
export interface Release {
  readonly version: string
  readonly digest: string
  readonly commit: string | null
  /** Seconds since 1970; null where git does not say. */
  readonly since: number | null
  readonly by: string | null
  readonly hold: string | null
}

export interface Application {
  readonly sync: string
  readonly health: string
  readonly revision: string
  /** Errors in Argo CD's words. */
  readonly messages: readonly string[]
}

export interface WorkloadState {
  readonly kind: string
  /** The controller's own word, such as `Paused`; empty where it has none. */
  readonly phase: string
  readonly message: string
  readonly wanted: number
  readonly ready: number
  readonly updated: number
  /** A canary under way: its step, of how many, and its percent of requests. */
  readonly canary: { readonly step: number; readonly of: number; readonly weight: number } | null
  /** The runs of a cron; times as Kubernetes writes them. */
  readonly runs: { readonly last: string | null; readonly succeeded: string | null } | null
}

export interface PodsState {
  readonly all: number
  readonly ready: number
  readonly restarts: number
  readonly versions: readonly { readonly version: string; readonly all: number; readonly ready: number }[]
  readonly waiting: readonly { readonly pod: string; readonly reason: string }[]
}

/** Requests a second, and the share of them that failed, over five minutes. */
export interface TrafficState {
  readonly requests: number
  readonly failedShare: number
}

export interface Budget {
  /** The share of requests that may fail. */
  readonly objective: number
  /** 1 is all of it, 0 and less is none; null without a request in the window. */
  readonly left: number | null
  readonly window: string
}

export interface Alert {
  readonly name: string
  readonly severity: string
}

export interface Happening {
  readonly at: string
  readonly reason: string
  readonly message: string
}

export interface Link {
  readonly name: string
  readonly url: string
}
