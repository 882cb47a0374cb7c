import { at, number, scalable, type Workload } from '@slipway/kube'
import type { RuleContext } from '../engine/rule-context.ts'
import { canaryOf } from './canary.ts'
import { scalersOf } from './scaler.ts'

/**
 * The most pods that a workload has when nothing is released; one for a CronJob's run; nothing for kinds whose number is not ours to say.
 */
export function mostPods(cluster: RuleContext, { item }: Workload): number | undefined {
  if (item.kind === 'CronJob') return 1
  if (!scalable.includes(item.kind)) return undefined
  const [scaler] = scalersOf(cluster, item)
  const fixed = number(at(item.object, 'spec', 'replicas')) ?? 1
  return scaler === undefined ? fixed : Math.max(scaler.max, scaler.min)
}

/**
 * The pods that come on top while a new version comes: as many again for a canary whose traffic is split, since the old ones stay until
 * the end (FIELD-NOTES A3); a quarter, which is the default surge, for others; none for a StatefulSet or a run.
 */
export function surgeOf(workload: Workload, pods: number): number {
  if (workload.item.kind === 'Rollout' && canaryOf(workload.item)?.traffic !== undefined) return pods
  return workload.item.kind === 'Deployment' || workload.item.kind === 'Rollout' ? Math.ceil(pods / 4) : 0
}
