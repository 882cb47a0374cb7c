import type { EffectKind } from '../src/effects/row.ts'

/**
 * A change and what the controllers do about it: what review is tested by, and what the rehearsal holds against the
 * real controllers. The objects are whole, so that an API server takes them: in the namespace `shop`, and those of no
 * namespace with a name that begins with `shop`. `<now>` stands for the time of the change.
 */
export interface EffectCase {
  readonly what: string
  /** Objects before and after, as YAML documents; one side may have none. */
  readonly before: string
  readonly after: string
  /** What is there on both sides, because the change needs it or shows by it. */
  readonly beside: string
  readonly effects: readonly EffectKind[]
  /** An object that an Application of the case makes; it stands in a folder of its own. */
  readonly child?: string
}

const at = (kind: string, apiVersion: string, place: string, more: string) =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n${place}${more}`

/** An object in the namespace, up to its metadata; `more` are further lines, of metadata first. */
export const meta = (kind: string, apiVersion: string, more = '') =>
  at(kind, apiVersion, '  name: web\n  namespace: shop\n', more)
/** The same for a kind without namespaces. */
export const clusterMeta = (kind: string, apiVersion: string, more = '') => at(kind, apiVersion, '  name: shop\n', more)
export const named = (name: string, text: string) => text.replace('  name: web\n', `  name: ${name}\n`)
export const annotated = (annotations: string, text: string) =>
  text.replace(/^ {2}name: .*\n(?: {2}namespace: .*\n)?/m, `$&  annotations: {${annotations}}\n`)
export const synced = (options: string, text: string) =>
  annotated(`argocd.argoproj.io/sync-options: "${options}"`, text)
export const docs = (...texts: readonly string[]) => texts.join('---\n')

const versions: Readonly<Record<string, string>> = {
  Rollout: 'argoproj.io/v1alpha1',
  CronJob: 'batch/v1',
  Job: 'batch/v1',
}
const container = 'name: app, image: "r/web:1"'
export const c = (more: string) => `containers: [{${container}${more}}]`
export const nextImage = 'containers: [{name: app, image: "r/web:2"}]'
/** Rests for longer than anybody looks, so that a canary is seen as one. */
export const canary = '  replicas: 2\n  strategy: {canary: {steps: [{setWeight: 50}, {pause: {duration: 10m}}]}}\n'
const own: Readonly<Record<string, string>> = { Rollout: canary, StatefulSet: '  serviceName: web\n' }

/** A class whose volumes are made where their first pod is. */
export const storageClass = (more: string, type = 'gp2') =>
  `${clusterMeta('StorageClass', 'storage.k8s.io/v1')}provisioner: ebs.csi.aws.com\nparameters: {type: ${type}}\nvolumeBindingMode: WaitForFirstConsumer\n${more}`

/** @param objectCase lines of the workload's own; @param pod fields of its pods' */
export const workload = (
  kind: string,
  objectCase = own[kind] ?? '',
  pod = c(''),
  labels = 'app: web, tier: a',
  selector = 'app: web',
) =>
  `${meta(kind, versions[kind] ?? 'apps/v1')}spec:\n  selector: {matchLabels: {${selector}}}\n${objectCase}  template:\n    metadata: {labels: {${labels}}}\n    spec: {${pod}}\n`

export const effectCase = (
  what: string,
  before: string,
  after: string,
  beside: string,
  ...effects: readonly EffectKind[]
): EffectCase => ({
  what,
  before,
  after,
  beside,
  effects,
})
/** A change of fields of one object in the namespace. */
export const spec = (
  kind: string,
  apiVersion: string,
  what: string,
  before: string,
  after: string,
  ...effects: readonly EffectKind[]
) =>
  effectCase(
    `${kind}: ${what}`,
    `${meta(kind, apiVersion)}${before}\n`,
    `${meta(kind, apiVersion)}${after}\n`,
    '',
    ...effects,
  )
export const withSibling = (beside: string, { what, before, after, effects }: EffectCase): EffectCase => ({
  what,
  before,
  after,
  effects,
  beside,
})
/** A change of fields of a workload's own. */
export const workloadCase = (
  kind: string,
  what: string,
  before: string,
  after: string,
  ...effects: readonly EffectKind[]
) => effectCase(`${kind}: ${what}`, workload(kind, before), workload(kind, after), '', ...effects)
/** A change of the pods of a Deployment, and the same of a Rollout. */
export const podCases = (
  what: string,
  before: string,
  after: string,
  ...effects: readonly EffectKind[]
): readonly EffectCase[] =>
  ['Deployment', 'Rollout'].map((kind) =>
    effectCase(
      `${kind}: ${what}`,
      workload(kind, undefined, before),
      workload(kind, undefined, after),
      '',
      ...effects.map((effect) => (effect === 'restart' && kind === 'Rollout' ? 'canary' : effect)),
    ),
  )
