import type { Kube, Live } from '../cluster/kube.ts'
import { kinds } from '../cluster/live.ts'
import { hasNoPlace, poolOf } from '../pods/pod-place.ts'
import type { NodesSample, ScalingSample } from './recording.ts'
import { measuredBy } from './signal.ts'
import type { Trigger } from '../cluster/fields.ts'

const signalsOf = (hpa: Live, triggers: readonly Trigger[]) =>
  measuredBy(hpa, triggers).flatMap(({ name, current, target }) =>
    current === undefined || target === undefined || target <= 0 ? [] : [{ name, current, target }],
  )

/** The app that an autoscaler is for, `shop/catalog`. */
const scaledBy = ({ metadata, spec }: Live) => `${metadata.namespace ?? ''}/${spec?.scaleTargetRef?.name ?? ''}`

export interface ScalingRecorder {
  nodes(): readonly NodesSample[]
  of(app: string): readonly ScalingSample[]
  stop(): void
}

/** Watches autoscalers, nodes by pool, and pods without a place. @param at seconds of the recording */
export function recordScaling(kube: Kube, at: () => number): ScalingRecorder {
  const [nodes, waiting] = [new Map<string, string>(), new Set<string>()]
  const samples: NodesSample[] = []
  const apps = new Map<string, (Omit<ScalingSample, 'signals'> & { readonly hpa: Live })[]>()
  // By workload: KEDA makes the HPA, so either may be seen first.
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
      const { desiredReplicas, currentReplicas = 0 } = object.status ?? {}
      if (type === 'DELETED' || desiredReplicas === undefined) return
      const key = scaledBy(object)
      const list = apps.get(key) ?? []
      apps.set(key, list)
      list.push({ at: at(), wanted: desiredReplicas, has: currentReplicas, hpa: object })
    }),
    kube.watch(kinds.scaledObject, ({ type, object }) => {
      if (type !== 'DELETED') triggers.set(scaledBy(object), object.spec?.triggers ?? [])
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
