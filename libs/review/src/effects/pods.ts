import { at, fields, number } from '@slipway/kube'
import type { Entity } from '../changes/entity.ts'
import type { Index } from '../changes/trees.ts'

/** How many pods a workload has when nothing is wrong. */
export interface PodCount {
  readonly fewest: number
  readonly most: number
}

/** Pods of a workload; nothing for kinds whose number nobody wrote down (DaemonSet, CronJob, Job). */
export function podsOf(index: Index, workload: Entity): PodCount | undefined {
  if (!['Deployment', 'Rollout', 'StatefulSet', 'ReplicaSet'].includes(workload.kind)) return undefined
  const scaler = index.scalerOf(workload)
  if (scaler === undefined) {
    const pods = number(at(workload.value, 'spec', 'replicas')) ?? 1
    return { fewest: pods, most: pods }
  }
  const spec = fields(scaler.value.spec)
  const [least, top] =
    scaler.kind === 'ScaledObject' ? [spec.minReplicaCount, spec.maxReplicaCount] : [spec.minReplicas, spec.maxReplicas]
  // KEDA's defaults are 0 and 100, an HPA's fewest is 1.
  const fewest = number(least) ?? (scaler.kind === 'ScaledObject' ? 0 : 1)
  return { fewest, most: Math.max(fewest, number(top) ?? (scaler.kind === 'ScaledObject' ? 100 : fewest)) }
}
