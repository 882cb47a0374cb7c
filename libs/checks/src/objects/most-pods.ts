import { at, number, scalable, type Workload } from '@slipway/kube'
import type { RuleContext } from '../engine/rule-context.ts'
import { canaryOf } from './canary.ts'
import { scalersOf } from './scaler.ts'

/**
 * The most pods of a workload without a release; 1 for a CronJob's run; `undefined` for kinds without a number of pods.
 */
export function mostPods(cluster: RuleContext, { item }: Workload): number | undefined {
  if (item.kind === 'CronJob') return 1
  if (!scalable.includes(item.kind)) return undefined
  const [scaler] = scalersOf(cluster, item)
  const fixed = number(at(item.object, 'spec', 'replicas')) ?? 1
  return scaler === undefined ? fixed : Math.max(scaler.max, scaler.min)
}

/**
 * The additional pods during a release: as many again for a canary with split traffic, since the old ones stay until the end (FIELD-NOTES
 * A3); a quarter, the default surge, for others; none for a StatefulSet or a run.
 */
export function releaseSurge(workload: Workload, pods: number): number {
  if (workload.item.kind === 'Rollout' && canaryOf(workload.item)?.traffic !== undefined) return pods
  return workload.item.kind === 'Deployment' || workload.item.kind === 'Rollout' ? Math.ceil(pods / 4) : 0
}
