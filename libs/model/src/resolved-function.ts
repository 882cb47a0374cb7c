import type { AppName, TeamName } from '@slipway/core'
import type { Cluster } from '@slipway/fleet'
import type { Needs } from '@slipway/spec'
import type { Canary, OutsideHost, Slo } from './resolved-app.ts'
import type { UsedThing } from './resolve-uses.ts'

/** A secret that a function reads as it starts; its configuration has no more than the name. */
export interface FunctionSecret {
  readonly variable: string
  /** In Secrets Manager. */
  readonly secret: string
  readonly key: string
  readonly version: string | null
}

/** Beside one cluster, complete: nothing optional; seconds and MiB. */
export interface ResolvedFunction {
  readonly name: AppName
  readonly team: TeamName
  readonly cluster: Cluster
  readonly source: string
  readonly image: string
  readonly digest: string
  readonly version: string
  readonly commit: string | null
  readonly command: readonly string[] | null
  readonly memory: number
  readonly disk: number
  readonly timeout: number
  readonly architecture: 'x86_64' | 'arm64'
  readonly concurrency: { readonly reserved: number | null; readonly provisioned: number | null }
  readonly env: readonly { readonly name: string; readonly value: string }[]
  readonly secrets: readonly FunctionSecret[]
  readonly sends: readonly string[]
  readonly works: readonly string[]
  readonly needs: Needs
  readonly used: readonly UsedThing[]
  /** The hosts that it calls; it runs outside of the VPC unless one of them is private. */
  readonly hosts: readonly OutsideHost[]
  readonly http: FunctionRoute | null
  readonly queue: { readonly name: string; readonly batch: number } | null
  readonly schedule: { readonly cron: string; readonly zone: string } | null
  readonly slo: Slo | null
  /** Null where a release gets all requests at once. */
  readonly canary: Canary | null
}

interface FunctionRoute {
  readonly host: string
  /** The zone of Route 53 that the host is in. */
  readonly zone: string
  readonly paths: readonly string[]
  readonly throttle: { readonly rate: number; readonly burst: number }
}
