import type { KubeObject } from '@slipway/core'

type Fields = Readonly<Record<string, unknown>>

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}

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
 * For judges that do not know Rollouts, as kube-score: a Rollout as a Deployment without its strategy, and scalers
 * that point to that.
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

/** A CronJob's lies deeper, a Pod is its own. */
export function podTemplate(object: KubeObject): Fields | undefined {
  const spec = fieldsOf(object['spec'])
  if (object.kind === 'CronJob')
    return podTemplate({ ...object, kind: 'Job', spec: fieldsOf(fieldsOf(spec['jobTemplate'])['spec']) })
  if (object.kind === 'Pod') return { metadata: object.metadata, spec }
  if (object.kind === 'ScaledJob') return fieldsOf(spec['jobTargetRef'])['template'] as Fields | undefined
  const template = spec['template']
  // Other kinds have templates, too (ApplicationSet, ExternalSecret).
  return Array.isArray(fieldsOf(fieldsOf(template)['spec'])['containers']) ? fieldsOf(template) : undefined
}
