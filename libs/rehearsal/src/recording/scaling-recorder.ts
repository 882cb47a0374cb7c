import type { Kube, Live } from '../cluster/kube.ts'
import { kinds } from '../cluster/live.ts'
import { hasNoPlace, poolOf } from '../pods/pod-place.ts'
import type { NodesSample, ScalingSample, Signal } from './recording.ts'
import { measuredBy, type Trigger } from './signal.ts'

/** What an HPA measured last and what it aims at, as the report draws it: without what is not known. */
const signalsOf = (hpa: Live, triggers: readonly Trigger[]): readonly Signal[] =>
  measuredBy(hpa, triggers).flatMap(({ name, current, target }) =>
    current === undefined || target === undefined || target <= 0 ? [] : [{ name, current, target }],
  )

export interface ScalingRecorder {
  nodes(): readonly NodesSample[]
  /** Of one app, `shop/catalog`; none when nothing scales it. */
  of(app: string): readonly ScalingSample[]
  stop(): void
}

/** Watches what autoscalers want and measure, nodes by pool, and pods without a place. @param at seconds since the recording began */
export function recordScaling(kube: Kube, at: () => number): ScalingRecorder {
  const [nodes, waiting] = [new Map<string, string>(), new Set<string>()]
  const samples: NodesSample[] = []
  const apps = new Map<string, (Omit<ScalingSample, 'signals'> & { readonly hpa: Live })[]>()
  // By the workload; KEDA makes the HPA, so which of the two is seen first is open.
  const triggers = new Map<string, readonly Trigger[]>()
  const counted = () => {
    const pools: Record<string, number> = {}
    for (const pool of [...nodes.values()].sort()) pools[pool] = (pools[pool] ?? 0) + 1
    const last = samples.at(-1)
    if (last !== undefined && last.pending === waiting.size && JSON.stringify(last.pools) === JSON.stringify(pools))
      return
    samples.push({ at: at(), pools, pending: waiting.size })
  }
  const stops = [
    kube.watch(kinds.node, ({ type, object }) => {
      if (type === 'DELETED') nodes.delete(object.metadata.name)
      else nodes.set(object.metadata.name, poolOf(object))
      counted()
    }),
    kube.watch(kinds.pod, ({ type, object }) => {
      const { uid = '' } = object.metadata
      if (type !== 'DELETED' && hasNoPlace(object)) waiting.add(uid)
      else if (!waiting.delete(uid)) return
      counted()
    }),
    kube.watch(kinds.hpa, ({ type, object }) => {
      const { scaleTargetRef } = object.spec as { scaleTargetRef: { name: string } }
      const { desiredReplicas, currentReplicas = 0 } = (object.status ?? {}) as {
        desiredReplicas?: number
        currentReplicas?: number
      }
      if (type === 'DELETED' || desiredReplicas === undefined) return
      const key = `${object.metadata.namespace ?? ''}/${scaleTargetRef.name}`
      const list = apps.get(key) ?? []
      apps.set(key, list)
      list.push({ at: at(), wanted: desiredReplicas, has: currentReplicas, hpa: object })
    }),
    kube.watch(kinds.scaledObject, ({ type, object }) => {
      const { scaleTargetRef, triggers: own = [] } = object.spec as {
        scaleTargetRef: { name: string }
        triggers?: readonly Trigger[]
      }
      if (type !== 'DELETED') triggers.set(`${object.metadata.namespace ?? ''}/${scaleTargetRef.name}`, own)
    }),
  ]
  return {
    nodes: () => samples,
    of: (app) =>
      (apps.get(app) ?? []).map(({ hpa, ...sample }) => ({
        ...sample,
        signals: signalsOf(hpa, triggers.get(app) ?? []),
      })),
    stop: () => stops.forEach((stop) => stop()),
  }
}
