import type { KubeObject } from '@slipway/core'

type Fields = Readonly<Record<string, unknown>>

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}

/** The fields of a Rollout's spec that a Deployment has, too. */
const shared = [
  'minReadySeconds',
  'paused',
  'progressDeadlineSeconds',
  'replicas',
  'revisionHistoryLimit',
  'selector',
  'template',
]

const isRollout = (object: Fields): boolean =>
  object['kind'] === 'Rollout' && String(object['apiVersion']).startsWith('argoproj.io/')

/**
 * What a judge that knows no Rollout is shown: a Rollout as the Deployment of the same name without its strategy, and a scaler that points
 * to a Rollout as one that points to that Deployment. Everything else is as it is. kube-score passes over kinds that it does not know.
 */
export function asDeployment(object: KubeObject): KubeObject {
  const spec = fieldsOf(object['spec'])
  if (isRollout(object)) {
    const kept = Object.fromEntries(Object.entries(spec).filter(([field]) => shared.includes(field)))
    return { ...object, apiVersion: 'apps/v1', kind: 'Deployment', spec: kept }
  }
  const target = fieldsOf(spec['scaleTargetRef'])
  if (!isRollout(target)) return object
  return { ...object, spec: { ...spec, scaleTargetRef: { ...target, apiVersion: 'apps/v1', kind: 'Deployment' } } }
}

/** The template of the pods that an object makes; a CronJob's lies deeper, a Pod is its own. */
export function podTemplate(object: KubeObject): Fields | undefined {
  const spec = fieldsOf(object['spec'])
  if (object.kind === 'CronJob')
    return podTemplate({ ...object, kind: 'Job', spec: fieldsOf(fieldsOf(spec['jobTemplate'])['spec']) })
  if (object.kind === 'Pod') return { metadata: object.metadata, spec }
  if (object.kind === 'ScaledJob') return fieldsOf(spec['jobTargetRef'])['template'] as Fields | undefined
  const template = spec['template']
  // Other kinds have templates, too (ApplicationSet, ExternalSecret); only a pod's has containers.
  return Array.isArray(fieldsOf(fieldsOf(template)['spec'])['containers']) ? fieldsOf(template) : undefined
}
