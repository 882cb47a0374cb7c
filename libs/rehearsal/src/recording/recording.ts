import type { Cause } from './words.ts'

/** The controllers' reports: everything that the report needs. Times are seconds since the scenario began. */
export interface Recording {
  /** With a sabotage `canary-promotes/swapped-services`. */
  readonly scenario: string
  readonly proves: string
  readonly cluster: string
  readonly startedAt: string
  readonly seconds: number
  /** Before the first commit, not part of `seconds`. */
  readonly setUpSeconds: number
  readonly verdict: 'passed' | 'failed'
  readonly claims: readonly Assertion[]
  readonly commits: readonly Commit[]
  readonly apps: readonly AppTrack[]
  readonly events: readonly TimelineEvent[]
  /** Only with Karpenter; a sample per change. */
  readonly nodes?: readonly NodesSample[]
  readonly programs: readonly { readonly name: string; readonly version: string }[]
  /** Stand-ins for programs that did not run. */
  readonly standIns: readonly { readonly of: string; readonly by: string }[]
  readonly shortened: readonly string[]
  /** Files that the scenario leaves beside the report. */
  readonly files?: readonly { readonly name: string; readonly text: string }[]
}

export type AssertionCode =
  | 'abort'
  | 'alert-delivered'
  | 'alert-hours'
  | 'alert-inhibited'
  | 'alert-resolved'
  | 'alert-silenced'
  | 'alert-watchdog'
  | 'alert-wanted'
  | 'alerting-taken'
  | 'app-full-again'
  | 'arrives-at-port'
  | 'around-the-proxy'
  | 'before-new-pods'
  | 'claims-grow'
  | 'edit-undone'
  | 'effect'
  | 'egress'
  | 'first-migration'
  | 'first-nodes'
  | 'function-answers'
  | 'function-ends-in-time'
  | 'function-has-its-share'
  | 'function-moves-by-steps'
  | 'function-own-answers'
  | 'function-rolls-back'
  | 'function-throttled'
  | 'git-takes-effect'
  | 'hosts-as-said'
  | 'hung-pod-out'
  | 'hurts-fewer'
  | 'leader-stays'
  | 'led-by-name'
  | 'led-to-its-host'
  | 'none-failed'
  | 'network-callers'
  | 'network-outside'
  | 'network-services'
  | 'network-strangers'
  | 'next-not-blocked'
  | 'stacks-deployed'
  | 'stacks-shown'
  | 'elastic-accepted'
  | 'elastic-grown'
  | 'elastic-guarded'
  | 'elastic-kept'
  | 'elastic-placed'
  | 'elastic-refused'
  | 'elastic-replaced'
  | 'elastic-secrets'
  | 'elastic-shrunk'
  | 'logs-found'
  | 'logs-limited'
  | 'logs-own'
  | 'logs-redacted'
  | 'logs-whole'
  | 'metrics-sent'
  | 'monitors-accepted'
  | 'monitors-find'
  | 'monitors-foreign'
  | 'monitors-limited'
  | 'monitors-loaded'
  | 'monitors-narrow'
  | 'no-step-back'
  | 'no-fight'
  | 'no-session-goes-back'
  | 'nothing-deleted'
  | 'old-version-serves'
  | 'one-leader'
  | 'only-those-move'
  | 'others-not-compared'
  | 'outlier-detection'
  | 'panels-answer'
  | 'reaches-its-calls'
  | 'revert-is-synced'
  | 'rules-exposed'
  | 'scaler-number-stays'
  | 'routes-kept'
  | 'rules-loaded'
  | 'runs-once'
  | 'secret-stays'
  | 'session-stays'
  | 'status-says-it'
  | 'step-share'
  | 'synced-throughout'
  | 'trace-clean'
  | 'trace-logged'
  | 'trace-whole'
  | 'traces-kept'
  | 'traces-optional'
  | 'weights-left-alone'

export interface Assertion {
  readonly at: number
  readonly says: string
  readonly ok: boolean
  readonly got: string
  readonly code?: AssertionCode
  readonly causes?: readonly Cause[]
}

export interface Commit {
  readonly at: number
  readonly sha: string
  readonly subject: string
  readonly files: number
}

export type Sync = 'Synced' | 'OutOfSync' | 'Unknown'
export type Health = 'Healthy' | 'Progressing' | 'Suspended' | 'Degraded' | 'Missing' | 'Unknown'

export interface AppTrack {
  readonly name: string
  readonly samples: readonly Sample[]
  readonly measurements: readonly Measurement[]
  readonly scaling?: readonly ScalingSample[]
  readonly traffic?: readonly TrafficSecond[]
}

export interface NodesSample {
  readonly at: number
  readonly pools: Readonly<Record<string, number>>
  readonly pending: number
}

export interface ScalingSample {
  readonly at: number
  readonly wanted: number
  readonly has: number
  readonly signals: readonly Signal[]
}

interface Signal {
  readonly name: string
  readonly current: number
  readonly target: number
}

export interface TrafficSecond {
  readonly at: number
  readonly all: number
  readonly versions: Readonly<Record<string, number>>
  readonly failed: number
  /** Milliseconds. */
  readonly p50: number
  readonly p95: number
  readonly p99: number
  /** The share of repeated sessions that reached the same pod, 0 to 1. */
  readonly samePod?: number
}

export interface Sample {
  readonly at: number
  readonly sync: Sync
  readonly health: Health
  /** The workload's own phase and message (`Paused: CanaryPauseStep`). */
  readonly phase: string
  /** Percent of requests or of buckets. */
  readonly canaryShare?: number
  readonly step?: { readonly index: number; readonly of: number }
  /** The finished version and the one on its way; without a canary all are `stable`. */
  readonly stable: Pods
  readonly canary: Pods
}

export interface Pods {
  readonly ready: number
  readonly all: number
}

export interface Measurement {
  readonly at: number
  readonly run: string
  readonly metric: string
  readonly value: string
  readonly phase: 'Successful' | 'Failed' | 'Inconclusive' | 'Error' | 'Running' | 'Pending'
  readonly message?: string
}

export interface TimelineEvent {
  readonly at: number
  /** Without it, it concerns all. */
  readonly app?: string
  readonly kind:
    | 'commit'
    | 'sync'
    | 'health'
    | 'step'
    | 'share'
    | 'pods'
    | 'analysis'
    | 'scale'
    | 'node'
    | 'hand'
    | 'note'
  readonly text: string
}
