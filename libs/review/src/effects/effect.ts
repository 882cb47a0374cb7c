import type { AnnotationTopic } from './annotation-topics.ts'
import type { AnnotationReader } from './annotations.ts'
import type { ObjectsOutcome } from './application-objects.ts'
import type { ApplicationsOutcome } from './applications.ts'
import type { CanaryPlan } from './canary.ts'
import type { LifecycleCode } from './lifecycle-rows.ts'
import { deliveryRows } from './delivery.ts'
import { needRows } from './needs.ts'
import { platformRows } from './platform.ts'
import type { podRows } from './pod-template.ts'
import type { EffectKind } from './row.ts'
import { scaleRows } from './scale.ts'
import { securityRows } from './security.ts'
import { trafficRows } from './traffic.ts'
import { workloadRows } from './workload.ts'

/** Effects of fields outside of pod templates. The first row that fits counts. */
export const effectRows = [
  ...workloadRows,
  ...trafficRows,
  ...securityRows,
  ...scaleRows,
  ...deliveryRows,
  ...needRows,
  ...platformRows,
]
type Row = (typeof effectRows)[number] | (typeof podRows)[number]

/** Codes that stand in no row. */
type Plain =
  | 'default-value'
  | 'unknown-annotation'
  | 'no-pods-yet'
  | 'blue-green'
  | 'no-canary-steps'
  | 'few-at-a-time'
  | 'all-pods-stop'
  | 'on-delete'
  | 'one-by-one'
  | 'node-by-node'
  | 'no-object'
  | 'tool-input'
  | 'for-tools'
  | 'taken-in'
  | 'held-back'
  | 'anew-at-every-change'
  | 'unreadable'
  | 'kept'
  | 'kept-by-flux'
  | 'kept-unwatched'
  | 'new-hash'
  | 'new-hash-beside-kept'
  | 'new-name'
  | 'other-file'
  | 'other-application'
  | 'made'
  | 'app-ends'
  | 'made-unknown'
  | 'outside-made'
  | 'outside-changed'
  | 'outside-ends'
  | 'removed'
  | 'removed-unknown'
  | LifecycleCode

/** Every code, with the data that its sentence needs. */
export type EffectData = { readonly [R in Row as R['code']]: ReturnType<R['data']> } & {
  readonly [C in Plain]: undefined
} & {
  readonly canary: CanaryPlan
  /** The kind of the workload. */
  readonly paused: string
  readonly partition: number
  readonly 'unknown-kind': string
  readonly annotation: { readonly reader: AnnotationReader; readonly topic: AnnotationTopic }
  readonly applications: ApplicationsOutcome
  readonly 'application-objects': ObjectsOutcome
  /** When Argo CD runs it. */
  readonly 'hook-runs': readonly string[]
  readonly 'hook-gone': readonly string[]
}
type EffectCode = keyof EffectData

/**
 * The ending of an effect: a refused update (the sync fails, or Argo CD makes the object anew), or a removal that
 * waits.
 */
export type Ending = 'sync-fails' | 'made-anew' | 'once-confirmed'

/** The controllers' reaction, as data. Sentences: report/effect-sentences.ts. */
export type Effect = {
  readonly [C in EffectCode]: { readonly code: C; readonly data: EffectData[C] }
}[EffectCode] & {
  readonly kind: EffectKind
  /** The source of the fact. */
  readonly source: string
  readonly ending?: Ending
}

/** An effect whose code needs no row. */
export const effect = <C extends EffectCode>(
  kind: EffectKind,
  code: C,
  source: string,
  ...[data]: undefined extends EffectData[C] ? [] : [EffectData[C]]
): Effect => ({ kind, code, source, data }) as Effect
