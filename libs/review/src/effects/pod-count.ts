import { at, number, text } from '@slipway/kube'
import type { Entity } from '../read/entity.ts'
import type { Index } from '../read/trees.ts'

/** How many pods a workload has when nothing is wrong. */
interface PodCount {
  readonly fewest: number
  readonly most: number
}

const counted = new Set(['Deployment', 'DeploymentConfig', 'Rollout', 'StatefulSet', 'ReplicaSet'])
const said = (object: Entity, field: string) => number(at(object.value, 'spec', field))

/** Pods that a scaler makes. KEDA's defaults are 0 and 100, an HPA's fewest is 1. */
export function podsOfScaler(scaler: Entity): PodCount {
  const keda = scaler.kind === 'ScaledObject'
  const paused = Number(text(at(scaler.value, 'metadata', 'annotations', 'autoscaling.keda.sh/paused-replicas')) ?? NaN)
  if (keda && Number.isInteger(paused)) return { fewest: paused, most: paused }
  const least = said(scaler, keda ? 'minReplicaCount' : 'minReplicas') ?? (keda ? 0 : 1)
  const fewest = keda ? Math.min(said(scaler, 'idleReplicaCount') ?? least, least) : least
  const most = said(scaler, keda ? 'maxReplicaCount' : 'maxReplicas') ?? (keda ? 100 : fewest)
  return { fewest, most: Math.max(fewest, most) }
}

/** Pods of a workload; `undefined` for kinds whose number nobody wrote down (DaemonSet, CronJob, Job). */
export function podsOf(index: Index, workload: Entity): PodCount | undefined {
  if (!counted.has(workload.kind)) return undefined
  const scaler = index.scalerOf(workload)
  if (scaler !== undefined) return podsOfScaler(scaler)
  const pods = said(workload, 'replicas') ?? 1
  return { fewest: pods, most: pods }
}
