import { at, fields, number, type Fields } from '@slipway/kube'
import { canaryPlan } from './canary.ts'
import { effect, type Effect } from './effect.ts'
import { kubernetes } from './row.ts'

const source = kubernetes('concepts/workloads/controllers')

/** When the template changes; for CronJob, by the next run. */
export function podReplacement(kind: string, object: Fields): Effect {
  const spec = fields(object.spec)
  if (kind === 'CronJob') return effect('later', 'next-runs', `${source}cron-jobs/`)
  if (spec.replicas === 0) return effect('later', 'no-pods-yet', source)
  if (spec.paused === true && (kind === 'Rollout' || kind === 'Deployment'))
    return effect('later', 'paused', source, kind)
  if (kind === 'Rollout') {
    const plan = canaryPlan(object)
    if (plan !== undefined) return effect('canary', 'canary', source, plan)
    return effect('restart', at(spec, 'strategy', 'blueGreen') === undefined ? 'no-canary-steps' : 'blue-green', source)
  }
  if (kind === 'Deployment' || kind === 'DeploymentConfig')
    return effect('restart', at(spec, 'strategy', 'type') === 'Recreate' ? 'all-pods-stop' : 'few-at-a-time', source)
  if (at(spec, 'updateStrategy', 'type') === 'OnDelete') return effect('later', 'on-delete', source)
  if (kind !== 'StatefulSet') return effect('restart', 'node-by-node', source)
  const partition = number(at(spec, 'updateStrategy', 'rollingUpdate', 'partition')) ?? 0
  return partition > 0 && partition >= (number(spec.replicas) ?? 1)
    ? effect('later', 'partition', source, partition)
    : effect('restart', 'one-by-one', source)
}
