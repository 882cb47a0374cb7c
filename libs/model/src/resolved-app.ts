import type { AppName, TeamName } from '@slipway/core'
import type { Architecture, Cluster, Profile } from '@slipway/fleet'
import type { ExtraCode, PodKind, Signals } from '@slipway/spec'
import type { Exposure } from './exposure.ts'
import type { Port } from './port.ts'

/** In one cluster, complete: nothing optional; seconds, millicores, bytes. */
export interface ResolvedApp {
  readonly name: AppName
  /** Also the namespace. */
  readonly team: TeamName
  readonly kind: PodKind
  readonly cluster: Cluster
  readonly source: string
  readonly organisation: string
  /** The repository of its pages: runbooks, dashboards. */
  readonly repository: { readonly url: string; readonly branch: string }
  readonly image: string
  readonly digest: string
  readonly version: string
  readonly commit: string | null
  readonly workload: Workload
  readonly container: Container
  readonly sidecars: readonly SidecarContainer[]
  /** The containers that end before the app starts. */
  readonly init: readonly ({ readonly name: string; readonly image: string } & Start)[]
  /** The main port comes first, named `http`, or `main` where requests are not routed; empty for a cron. */
  readonly ports: readonly Port[]
  /** The endpoint of the app's own metrics. */
  readonly metrics: { readonly port: number; readonly path: string } | null
  readonly probes: Probes | null
  /** The job that has to succeed before each sync; it does not run after a rollback of the version. */
  readonly migration: (Start & { readonly timeout: number; readonly runs: boolean }) | null
  /** Whether its pods call each other. */
  readonly peers: boolean
  /** Whether two of its pods may never share a machine. */
  readonly apart: boolean
  /** The preferred spread of its pods; null for the default of the cluster's node scaler. */
  readonly spread: 'zones' | 'hosts' | 'packed' | null
  readonly volumes: readonly Volume[]
  readonly files: readonly ConfigFile[]
  readonly secrets: readonly SecretRef[]
  readonly scale: ResolvedScale
  readonly placement: 'spot' | 'on-demand' | 'any'
  readonly machines: Machines
  /**
   * Whether no node scaler moves a pod to save money: a run, which its deadline ends, or the only pod with some state.
   */
  readonly stays: boolean
  /** Whether the cluster measures usage to recommend cpu and memory; it changes nothing. */
  readonly advice: boolean
  /** Seconds until a pod is available, a release has failed, the old version goes. */
  readonly rollout: { readonly minReady: number; readonly progressDeadline: number; readonly settle: number }
  readonly drain: { readonly preStop: number; readonly app: number; readonly grace: number }
  readonly traffic: Traffic | null
  /** The TLS port of the public gateway that leads bytes to the app. */
  readonly stream: Stream | null
  /** The objective of its alerts. */
  readonly slo: Slo | null
  readonly calls: readonly CalledApp[]
  readonly hosts: readonly OutsideHost[]
  /** TCP ports of the databases and caches that it needs: within the VPC, at addresses that AWS gives later. */
  readonly storePorts: readonly number[]
  readonly callers: readonly { readonly name: AppName; readonly team: TeamName }[]
  /** Whether its images are pulled with a secret of the team (libs/manifests, team-chart.ts). */
  readonly pullsBySecret: boolean
  readonly extra: ExtraCode | null
}

export type Workload =
  | { readonly kind: 'rolling' }
  | { readonly kind: 'canary'; readonly canary: Canary }
  | {
      readonly kind: 'stateful'
      readonly start: 'in-order' | 'together'
      /** The fate of removed pods' volumes. */
      readonly retention: { readonly scaled: Fate; readonly deleted: Fate }
    }
  | { readonly kind: 'daemon' }
  | {
      readonly kind: 'cron'
      readonly schedule: string
      readonly zone: string
      readonly deadline: number
      readonly attempts: number
      readonly overlap: 'forbid' | 'replace' | 'allow'
    }

type Fate = 'keep' | 'delete'

export interface Slo {
  readonly errors: number
  readonly p95: number | null
}

export interface Canary {
  /** Percent of traffic, rising. */
  readonly steps: readonly number[]
  readonly hold: number
  readonly slo: Slo
}

export interface Machines {
  /** Null for general machines. */
  readonly profile: Profile | null
  readonly architectures: readonly Architecture[] | null
  /** One pod of so many stays on on-demand. */
  readonly share: number | null
  /** False if spot is only for overflow. */
  readonly prefersSpot: boolean
  /** Keys of the taints that a daemon tolerates: every node, but those of add-ons unless the fleet gives them. */
  readonly tolerated: readonly string[]
}

/** A container's command; null for the image's own. */
export interface Start {
  readonly command: readonly string[] | null
  readonly args: readonly string[] | null
}

export interface Container extends Start {
  readonly env: readonly EnvVar[]
  readonly requests: Resources
  readonly limits: { readonly cpu: number | null; readonly memory: number; readonly disk: number }
  /** Whole ones. */
  readonly gpu: number
  readonly user: number
  /** Why it is one of the image's own. */
  readonly userReason: string | null
}

interface Resources {
  readonly cpu: number
  readonly memory: number
  readonly disk: number
}

/** `field`: a downward API path. */
export type EnvVar =
  | { readonly name: string; readonly value: string }
  /** The container's own amount, in whole cores or bytes. */
  | { readonly name: string; readonly resource: 'limits.memory' | 'limits.cpu' | 'requests.cpu' }
  | { readonly name: string; readonly field: string }

export interface SidecarContainer extends Start {
  readonly name: string
  readonly image: string
  readonly port: number | null
  readonly ready: string | null
  readonly env: readonly EnvVar[]
  readonly cpu: number
  readonly memory: number
}

/** A port is a name, but for gRPC, where Kubernetes takes only a number. */
export type Probe =
  | { readonly by: 'path'; readonly path: string; readonly port: string }
  | { readonly by: 'tcp'; readonly port: string }
  | { readonly by: 'grpc'; readonly port: number; readonly service: string | null }
  | { readonly by: 'command'; readonly command: readonly string[] }

export interface Probes {
  readonly ready: Probe
  readonly live: Probe
  readonly delay: number
  readonly period: number
  readonly timeout: number
  readonly failures: number
  readonly start: { readonly period: number; readonly failures: number } | null
}

export interface Volume {
  readonly name: string
  readonly mount: string
  readonly size: number
  /** The size by now, where it has grown. */
  readonly grown: number | null
  /** A claim outlives the pod; disk and memory go with it. */
  readonly medium: 'claim' | 'disk' | 'memory'
}

export interface ConfigFile {
  readonly key: string
  readonly mount: string
  readonly content: string
}

export interface SecretRef {
  /**
   * In the Secret: the name of the variable, with `sidecar.` and its name before it, or `file.` and the mount's own.
   */
  readonly entry: string
  /** The variable that has it, of a sidecar or, with null, of the app's own container; null for a file. */
  readonly variable: { readonly name: string; readonly sidecar: string | null } | null
  /** The folder of a secret that is a file; `null` for a variable. */
  readonly mount: string | null
  /** Its name as the spec has it, which is the same in every environment, and in Secrets Manager. */
  readonly written: string
  readonly secret: string
  readonly key: string
  /** A staging label or a version id of Secrets Manager; `null` for what is current when the pod starts. */
  readonly version: string | null
}

export type ResolvedScale =
  | { readonly by: 'nobody'; readonly pods: number }
  | {
      readonly by: 'hpa'
      readonly min: number
      readonly max: number
      readonly cpu: number | null
      readonly memory: number | null
    }
  | {
      readonly by: 'keda'
      readonly min: number
      readonly max: number
      readonly signals: Signals
      readonly queueUrl: string | null
    }

export interface Traffic {
  readonly timeout: number
  readonly retries: number
  readonly balance: 'least-requests' | 'round-robin'
  readonly sticky:
    | { readonly by: 'nothing' }
    | { readonly by: 'cookie'; readonly seconds: number }
    | { readonly by: 'clientIP'; readonly seconds: number }
  /** Null if not exposed. */
  readonly expose: Exposure | null
}

export interface Stream {
  readonly host: string
  readonly gatewayPort: { readonly number: number; readonly tls: 'terminate' | 'passthrough' }
  readonly port: Port
}

export interface CalledApp {
  readonly name: AppName
  readonly team: TeamName
  readonly ports: readonly Port[]
}

export interface OutsideHost {
  readonly host: string
  readonly port: number
  /**
   * Whether it has an address of the VPC, as a database does; 'either' for a service of AWS, which may have an endpoint
   * there.
   */
  readonly private: boolean | 'either'
}
