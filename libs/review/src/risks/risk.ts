import type { Said } from '@slipway/core'
import type { Delta } from '../compare/diff.ts'
import type { Change } from '../compare/match.ts'
import type { Effect } from '../effects/effect.ts'
import type { Values } from '../effects/row.ts'
import type { Entity } from '../read/entity.ts'
import type { FleetFacts } from '../read/fleet-facts.ts'
import type { Trees } from '../read/trees.ts'

/** From what wants a look to what wants a reason. */
export const riskLevels = ['low', 'medium', 'high'] as const
export type RiskLevel = (typeof riskLevels)[number]
/** Whether a level is so high or higher. */
export const isAtLeast = (level: RiskLevel | 'none', least: RiskLevel): boolean =>
  riskLevels.indexOf(level as RiskLevel) >= riskLevels.indexOf(least)

type Plain =
  // data
  | 'volumes-without-set'
  | 'volumes-deleted'
  // outage
  | 'runs-on'
  | 'stops-before-start'
  | 'only-pod-stops'
  | 'one-pod-until-scaler-acts'
  | 'no-pods'
  | 'no-readiness-probe'
  | 'no-liveness-probe'
  | 'no-drain'
  | 'no-canary-steps'
  | 'no-analysis'
  | 'canary-halved'
  | 'no-budget'
  | 'other-pods-called'
  | 'routes-and-image'
  | 'two-owners-of-replicas'
  // exposure
  | 'open-policy-added'
  | 'every-address'
  | 'everybody'
  | 'policy-scope'
  | 'more-let-through'
  | 'restriction-removed'
  | 'other-connections'
  | 'unencrypted-calls'
  | 'every-outside-address'
  | 'outside-address'
  | 'node-folder'
  | 'more-privileges'
  | 'root'
  | 'more-capabilities'
  | 'writable-image'
  | 'process-restriction-removed'
  | 'other-identity'
  | 'other-iam-role'
  | 'public-service'
  | 'hosts-opened'
  | 'other-hosts'
  | 'more-paths'
  | 'all-rights'
  | 'rights'
  | 'namespace-guard'
  // policy
  | 'image-by-tag'

/** Why something is a risk, with the data that the sentence needs. The sentences are in report/sentences.ts. */
export interface RiskData extends Readonly<Record<Plain, undefined>> {
  readonly refused: Effect
  readonly recreated: Effect
  readonly 'not-known': Effect
  /** The kind of the object. */
  readonly 'content-deleted': string
  readonly 'workload-deleted': string
  readonly 'needed-object-deleted': string
  readonly 'policy-deleted': string
  readonly 'options-lost': readonly string[]
  readonly 'single-pod': Values
  readonly 'fewer-pods': Values
  readonly 'resources-cut': Values & { readonly what: string }
  readonly 'drain-cut': Values
  readonly 'fewer-canary-steps': Values
  /** The field that makes it so. */
  readonly 'node-namespace': string
  /** Clusters that did not run the image. */
  readonly 'image-unproved': readonly string[]
  readonly 'all-regions': readonly string[]
  readonly 'many-apps': number
}
export type RiskCode = keyof RiskData

/** A level and a reason. */
export type Found = readonly [level: RiskLevel, ...reason: Said<RiskData>]

/** What a rule looks at: an object, or one changed field of it. */
export interface Danger {
  readonly change: Change
  /** `undefined` when the object as a whole is added, removed or another. */
  readonly delta: Delta | undefined
  /** The changed field's path in the pod template, when it is in one. */
  readonly pod: readonly string[] | undefined
  readonly effects: readonly Effect[]
  /** The object as it is now, or as it was when it is gone. */
  readonly entity: Entity
  readonly trees: Trees
  readonly fleet: FleetFacts
}

/** One rule: what it looks for, and why that is a risk. */
export interface RiskRule<N extends string = string> {
  readonly name: N
  readonly about: 'data' | 'outage' | 'exposure' | 'policy'
  readonly guards: string
  readonly test: (danger: Danger) => Found | false | undefined
}

export const rule = <const N extends string>(
  name: N,
  about: RiskRule['about'],
  guards: string,
  test: RiskRule['test'],
): RiskRule<N> => ({ name, about, guards, test })

/** Whether the object as a whole is removed and not kept. */
export const isGone = ({ change, delta, effects }: Danger): boolean =>
  delta === undefined && (change.after === undefined || change.renamed) && effects.some(({ kind }) => kind === 'delete')
