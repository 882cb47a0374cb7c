import { quantity } from '@slipway/checks/quantity'
import type { Kube, Live } from './kube.ts'
import { hasNoPlace, poolOf } from './pod-place.ts'
import type { NodesSample, ScalingSample, Signal } from './recording.ts'

interface Value { readonly averageUtilization?: number; readonly averageValue?: string; readonly value?: string }
interface Part { readonly name?: string; readonly metric?: { readonly name: string }; readonly current?: Value; readonly target?: Value }
interface Metric { readonly type?: string; readonly resource?: Part; readonly containerResource?: Part; readonly external?: Part }

const partOf = (metric: Metric | null | undefined): Part | undefined => metric?.external ?? metric?.containerResource ?? metric?.resource
const valueOf = ({ averageUtilization, averageValue, value }: Value = {}): number | undefined => averageUtilization ?? quantity(averageValue ?? value)

/** What an HPA measured last and what it aims at, as parts of its target: 1 is just enough. */
export function signalsOf(hpa: Live): readonly Signal[] {
  const { metrics = [] } = hpa.spec as { metrics?: readonly Metric[] }
  // The controller writes `null` where it has measured nothing.
  const { currentMetrics } = (hpa.status ?? {}) as { currentMetrics?: readonly (Metric | null)[] | null }
  return metrics.flatMap((metric, index) => {
    const part = partOf(metric)
    const [current, target] = [valueOf(partOf(currentMetrics?.[index])?.current), valueOf(part?.target)]
    return part === undefined || current === undefined || target === undefined || target <= 0 ? []
      : [{ name: part.name ?? part.metric?.name ?? '', current, target }]
  })
}

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
  const apps = new Map<string, ScalingSample[]>()
  const counted = () => {
    const pools: Record<string, number> = {}
    for (const pool of [...nodes.values()].sort()) pools[pool] = (pools[pool] ?? 0) + 1
    const last = samples.at(-1)
    if (last !== undefined && last.pending === waiting.size && JSON.stringify(last.pools) === JSON.stringify(pools)) return
    samples.push({ at: at(), pools, pending: waiting.size })
  }
  const stops = [
    kube.watch({ apiVersion: 'v1', kind: 'Node' }, ({ type, object }) => {
      if (type === 'DELETED') nodes.delete(object.metadata.name)
      else nodes.set(object.metadata.name, poolOf(object))
      counted()
    }),
    kube.watch({ apiVersion: 'v1', kind: 'Pod' }, ({ type, object }) => {
      const { uid = '' } = object.metadata
      if (type !== 'DELETED' && hasNoPlace(object)) waiting.add(uid)
      else if (!waiting.delete(uid)) return
      counted()
    }),
    kube.watch({ apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler' }, ({ type, object }) => {
      const { scaleTargetRef } = object.spec as { scaleTargetRef: { name: string } }
      const { desiredReplicas, currentReplicas = 0 } = (object.status ?? {}) as { desiredReplicas?: number; currentReplicas?: number }
      if (type === 'DELETED' || desiredReplicas === undefined) return
      const key = `${object.metadata.namespace ?? ''}/${scaleTargetRef.name}`
      const list = apps.get(key) ?? []
      apps.set(key, list)
      list.push({ at: at(), wanted: desiredReplicas, has: currentReplicas, signals: signalsOf(object) })
    }),
  ]
  return { nodes: () => samples, of: (app) => apps.get(app) ?? [], stop: () => stops.forEach((stop) => stop()) }
}
