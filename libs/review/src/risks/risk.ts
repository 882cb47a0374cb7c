import type { Said } from '@slipway/core'
import type { Delta } from '../compare/diff.ts'
import type { Change } from '../compare/match.ts'
import type { AnnotationTopic } from '../effects/annotation-topics.ts'
import type { ObjectsOutcome } from '../effects/application-objects.ts'
import type { ApplicationsOutcome } from '../effects/applications.ts'
import type { Effect } from '../effects/effect.ts'
import type { Values } from '../effects/row.ts'
import type { Entity } from '../read/entity.ts'
import type { FleetFacts } from '../read/fleet-facts.ts'
import type { Trees } from '../read/trees.ts'
import type { Opening } from './covers.ts'
import type { FieldCode } from './fields/field-codes.ts'
import type { RiskLevel } from './level.ts'

type Plain =
  // data
  | 'volumes-without-set'
  | 'volumes-deleted'
  | 'empty-volumes'
  | 'storage-version'
  // outage
  | 'runs-on'
  | 'stops-before-start'
  | 'only-pod-stops'
  | 'one-pod-until-scaler-acts'
  | 'no-pods'
  | 'no-readiness-probe'
  | 'no-liveness-probe'
  | 'no-drain'
  | 'no-time-after-hook'
  | 'no-canary-steps'
  | 'no-analysis'
  | 'canary-halved'
  | 'endless-pause'
  | 'paused'
  | 'suspended'
  | 'no-budget'
  | 'budget-guards-nothing'
  | 'budget-blocks-drains'
  | 'other-pods-called'
  | 'routes-and-image'
  | 'answered-by-gateway'
  | 'two-owners-of-replicas'
  | 'schema-stricter'
  // exposure
  | 'open-policy-added'
  | 'policy-scope'
  | 'outside-address'
  | 'other-identity'
  | 'secret-readable'
  | 'secret-in-git'
  | 'store-elsewhere'
  // policy
  | 'image-by-tag'
  | 'other-project'
  | 'source-elsewhere'
  | 'not-known'
  | 'read-by-tools'

/** A guard's opening, or its lost closing; see guard.ts. */
export type GuardCode =
  | 'connections-opened'
  | 'connections-cut'
  | 'all-connections-cut'
  | 'requests-answered'
  | 'requests-cut'
  | 'requests-refused'
  | 'all-requests-cut'
  | 'requests-refused-no-more'
  | 'tokens-unchecked'
  | 'unencrypted-calls'
  | 'unencrypted-destination'
  | 'every-outside-address'
  | 'more-privileges'
  | 'root'
  | 'more-capabilities'
  | 'process-restriction-removed'
  | 'writable-image'
  | 'node-namespace'
  | 'node-folder'
  | 'node-port'
  | 'token-mounted'
  | 'mesh-left'
  | 'image-source'
  | 'rights'
  | 'rights-aggregated'
  | 'granted'
  | 'reachable'
  | 'hosts-opened'
  | 'served-plain'
  | 'tls-weaker'
  | 'route-takes-more'
  | 'route-starved'
  | 'pod-security-lowered'
  | 'refused-no-more'
  | 'policy-words'
  | 'limit-gone'
  | 'project-permits'
  | 'project-forbids-no-more'
  | 'argo-orders'
  | 'argo-keeps-no-more'
  | 'argo-syncs-no-more'
  | 'argo-overlooks'
  | 'end-takes-objects'
  | 'end-leaves-objects'
  | 'hosts-closed'
  | 'volume-left'
  | 'refused-from-now'
  | 'pods-refused'
  | 'admission-blocks'
  | 'limit-added'
  | 'no-subset'
  | 'service-without-pods'
  | 'port-without-container'
  | 'requests-closed'
  | 'pods-closed'
  | 'invalid-object'

/** Claims that no two objects of a cluster may share. */
export type ClaimKind = 'node-port' | 'scaler' | 'route' | 'secret' | 'budget'

interface PathsOfHost {
  readonly host: string
  readonly paths: readonly string[]
  readonly from: readonly string[]
  readonly to: readonly string[]
}

/** Why something is a risk, with the data that the sentence needs. The sentences are in report/risk-sentences.ts. */
export interface RiskData
  extends Readonly<Record<Plain | FieldCode, undefined>>,
    Readonly<Record<GuardCode, readonly Opening[]>> {
  readonly refused: Effect
  readonly recreated: Effect
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
  readonly 'canary-starts-high': Values
  /** Kind and name of what a scaler scales. */
  readonly 'no-target': string
  readonly 'target-gone': string
  readonly quota: Values
  readonly 'limit-raised': Values
  /** The name of a version of a kind. */
  readonly 'version-gone': string
  readonly 'field-dropped': string
  readonly 'other-secret': Values
  readonly 'secret-version': Values
  readonly 'moved-owners': { readonly from: readonly string[]; readonly to: readonly string[] }
  readonly 'moved-environment': { readonly from: readonly string[]; readonly to: string }
  readonly 'moved-folder': { readonly from: string; readonly to: string }
  /** Hosts that nobody answered on before. */
  readonly 'host-claimed': readonly string[]
  /** Namespaces that answered on a host, and those that do now. */
  readonly 'host-owner': { readonly host: string; readonly from: readonly string[]; readonly to: readonly string[] }
  /** Paths of a host that other namespaces answered before. */
  readonly 'path-owner': PathsOfHost
  /** Paths of a host that nobody answered, and who answers on others of it. */
  readonly 'host-shared': PathsOfHost
  /** The claim of two objects, and the other one, as `Service shop/web`. */
  readonly 'claimed-twice': { readonly claim: ClaimKind; readonly what: string; readonly by: string }
  readonly annotation: { readonly topic: AnnotationTopic; readonly dangerous: boolean }
  /** Characters that look like others, or like nothing, as `U+200B`. */
  readonly 'looks-the-same': readonly string[]
  /** A key as it is written, and as Kubernetes reads it without quotes. */
  readonly 'key-read-otherwise': readonly string[]
  readonly 'unseen-characters': readonly string[]
  /** The other files that have the same object. */
  readonly twice: readonly string[]
  /** The name of a ConfigMap that a whole cluster goes by. */
  readonly 'central-settings': string
  readonly applications: ApplicationsOutcome
  readonly 'objects-go': ObjectsOutcome
  readonly 'application-elsewhere': Values
  /** Namespaces of one cluster, and whether Argo CD prunes by itself. */
  readonly 'application-other-namespace': Values & { readonly prunes: boolean }
  readonly 'application-gone': { readonly name: string; readonly objects: 'deleted' | 'left' }
  /** Clusters that did not run the image. */
  readonly 'image-unproved': readonly string[]
  readonly 'all-regions': readonly string[]
  readonly 'many-apps': number
  readonly 'team-changed': readonly { readonly app: string; readonly from: string; readonly to: string }[]
  /** Applications and kustomizations. */
  readonly 'not-rendered': readonly string[]
  readonly 'rendered-no-more': readonly string[]
}
export type RiskCode = keyof RiskData

/** A level and a reason. */
export type Found = readonly [level: RiskLevel, ...reason: Said<RiskData>]

/** The input of a rule: an object, or one changed field of it. */
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

/** A rule: its subject, and why that is a risk. */
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
