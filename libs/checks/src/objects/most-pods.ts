import { at, number, scalable, type Workload } from '@slipway/kube'
import type { RuleContext } from '../engine/rule-context.ts'
import { canaryOf } from './canary.ts'
import { scalersOf } from './scaler.ts'

/** Outside a release; 1 for a CronJob's run; `undefined` for kinds without a number of pods. */
export function mostPods(cluster: RuleContext, { item }: Workload): number | undefined {
  if (item.kind === 'CronJob') return 1
  if (!scalable.includes(item.kind)) return undefined
  const [scaler] = scalersOf(cluster, item)
  const fixed = number(at(item.object, 'spec', 'replicas')) ?? 1
  return scaler === undefined ? fixed : Math.max(scaler.max, scaler.min)
}

/**
 * Additional pods in a release: as many again for a canary with split traffic, whose old ones stay to the end
 * (FIELD-NOTES A3); for others a quarter, the default surge.
 */
export function releaseSurge(workload: Workload, pods: number): number {
  if (workload.item.kind === 'Rollout' && canaryOf(workload.item)?.traffic !== undefined) return pods
  return workload.item.kind === 'Deployment' || workload.item.kind === 'Rollout' ? Math.ceil(pods / 4) : 0
}
