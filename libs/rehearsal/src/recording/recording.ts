import type { Cause } from './words.ts'

/** What the real controllers reported during a scenario; the report is drawn from this alone. Times are seconds since the scenario began. */
export interface Recording {
  /** `canary-promotes`; a run with a manifest broken on purpose has that one's name after a slash: `canary-promotes/swapped-services`. */
  readonly scenario: string
  /** What it proves, in one sentence for somebody who has never read the code. */
  readonly proves: string
  readonly cluster: string
  /** ISO 8601, UTC. */
  readonly startedAt: string
  readonly seconds: number
  /** From the first process to the first commit: not part of `seconds`. */
  readonly setUpSeconds: number
  readonly verdict: 'passed' | 'failed'
  readonly claims: readonly Assertion[]
  readonly commits: readonly Commit[]
  readonly apps: readonly AppTrack[]
  readonly events: readonly TimelineEvent[]
  /** Nodes by pool and pods without a place; where Karpenter makes nodes. A sample is taken when something in it changed. */
  readonly nodes?: readonly NodesSample[]
  /** Programs that ran for real, with their versions. */
  readonly programs: readonly { readonly name: string; readonly version: string }[]
  /** What did not run for real, and what stood in for it. */
  readonly standIns: readonly { readonly of: string; readonly by: string }[]
  /** How times were shortened: `storefront: hold 120 s -> 3 s`. */
  readonly shortened: readonly string[]
}

/** Assertions by which negative controls are noticed. */
export type AssertionCode =
  | 'abort'
  | 'app-full-again'
  | 'around-the-proxy'
  | 'edit-undone'
  | 'effect'
  | 'egress'
  | 'git-takes-effect'
  | 'hung-pod-out'
  | 'hurts-fewer'
  | 'none-failed'
  | 'no-fight'
  | 'no-session-goes-back'
  | 'nothing-deleted'
  | 'old-version-serves'
  | 'only-those-move'
  | 'others-not-compared'
  | 'outlier-detection'
  | 'reaches-its-calls'
  | 'revert-is-synced'
  | 'scaler-number-stays'
  | 'session-stays'
  | 'step-share'
  | 'synced-throughout'
  | 'weights-left-alone'

/** One thing that the scenario says is so. */
export interface Assertion {
  readonly at: number
  readonly says: string
  readonly ok: boolean
  /** What was seen; for a failed one with the likely cause. */
  readonly got: string
  readonly code?: AssertionCode
  /** What `got` tells, for code. */
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

/** One Argo CD Application and its workload. A sample is taken when something in it changed. */
export interface AppTrack {
  /** `shop/catalog`: namespace and workload. */
  readonly name: string
  readonly samples: readonly Sample[]
  readonly measurements: readonly Measurement[]
  /** Where an autoscaler runs: what it wanted, and by what. */
  readonly scaling?: readonly ScalingSample[]
  /** Where real requests came in: what became of them, second by second. */
  readonly traffic?: readonly TrafficSecond[]
}

export interface NodesSample {
  readonly at: number
  /** How many nodes there are of each pool. */
  readonly pools: Readonly<Record<string, number>>
  /** Pods for which the scheduler found no place. */
  readonly pending: number
}

/** What an autoscaler said of itself. */
export interface ScalingSample {
  readonly at: number
  /** Pods it wants, and pods that there are, of both versions. */
  readonly wanted: number
  readonly has: number
  readonly signals: readonly Signal[]
}

/** One thing that an autoscaler measures, in its own unit: percent, requests a second. */
export interface Signal {
  readonly name: string
  readonly current: number
  readonly target: number
}

/** What became of the requests that were sent in one second. */
export interface TrafficSecond {
  /** The second's beginning. */
  readonly at: number
  readonly all: number
  /** How many were answered by which version; those that no pod answered are of none. */
  readonly versions: Readonly<Record<string, number>>
  readonly failed: number
  /** Milliseconds. */
  readonly p50: number
  readonly p95: number
  readonly p99: number
  /** Of those whose session had asked before, the share that the same pod answered again, 0 to 1; nothing where there was none. */
  readonly samePod?: number
}

export interface Sample {
  readonly at: number
  readonly sync: Sync
  readonly health: Health
  /** The workload's own words: a Rollout's phase and message (`Paused: CanaryPauseStep`). */
  readonly phase: string
  /** Share of requests, or of people's buckets, that goes to the canary, 0 to 100; nothing for an app without a canary. */
  readonly canaryShare?: number
  /** The step a Rollout is at, and how many there are. */
  readonly step?: { readonly index: number; readonly of: number }
  /** Pods of the version that has finished, and of the one on its way. For an app without a canary all are `stable`. */
  readonly stable: Pods
  readonly canary: Pods
}

export interface Pods {
  readonly ready: number
  readonly all: number
}

/** One measurement of an AnalysisRun. */
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
  /** Which app it is about; nothing when it is about all. */
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
  /** One line for the terminal. */
  readonly text: string
}
