import type { KubeObject } from '@slipway/core'
import { at, fields, type Fields } from '@slipway/kube'

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
  object.kind === 'Rollout' && String(object.apiVersion).startsWith('argoproj.io/')

/**
 * For judges that do not know Rollouts, as kube-score: a Rollout as a Deployment without its strategy, and scalers
 * that point to that.
 */
export function asDeployment(object: KubeObject): KubeObject {
  const spec = fields(object.spec)
  if (isRollout(object)) {
    const kept = Object.fromEntries(Object.entries(spec).filter(([field]) => shared.includes(field)))
    return { ...object, apiVersion: 'apps/v1', kind: 'Deployment', spec: kept }
  }
  const target = fields(spec.scaleTargetRef)
  if (!isRollout(target)) return object
  return { ...object, spec: { ...spec, scaleTargetRef: { ...target, apiVersion: 'apps/v1', kind: 'Deployment' } } }
}

/** A CronJob's lies deeper, a Pod is its own. */
export function podTemplate({ kind, metadata, spec }: KubeObject): Fields | undefined {
  if (kind === 'Pod') return { metadata, spec }
  const holder = kind === 'CronJob' ? ['jobTemplate', 'spec'] : kind === 'ScaledJob' ? ['jobTargetRef'] : []
  const template = fields(at(spec, ...holder, 'template'))
  // Other kinds have templates, too (ApplicationSet, ExternalSecret).
  return Array.isArray(at(template, 'spec', 'containers')) ? template : undefined
}
