import { at, number } from '@slipway/kube'
import type { Entity } from '../read/entity.ts'
import type { Index } from '../read/trees.ts'

/** How many pods a workload has when nothing is wrong. */
export interface PodCount {
  readonly fewest: number
  readonly most: number
}

const counted = new Set(['Deployment', 'Rollout', 'StatefulSet', 'ReplicaSet'])

/** Pods of a workload; `undefined` for kinds whose number nobody wrote down (DaemonSet, CronJob, Job). */
export function podsOf(index: Index, workload: Entity): PodCount | undefined {
  if (!counted.has(workload.kind)) return undefined
  const scaler = index.scalerOf(workload)
  const said = (object: Entity, field: string) => number(at(object.value, 'spec', field))
  if (scaler === undefined) {
    const pods = said(workload, 'replicas') ?? 1
    return { fewest: pods, most: pods }
  }
  // KEDA's defaults are 0 and 100, an HPA's fewest is 1.
  const keda = scaler.kind === 'ScaledObject'
  const fewest = said(scaler, keda ? 'minReplicaCount' : 'minReplicas') ?? (keda ? 0 : 1)
  const most = said(scaler, keda ? 'maxReplicaCount' : 'maxReplicas') ?? (keda ? 100 : fewest)
  return { fewest, most: Math.max(fewest, most) }
}
