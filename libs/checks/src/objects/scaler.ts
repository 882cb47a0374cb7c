import {
  at,
  type Container,
  fields,
  type Item,
  list,
  memoized,
  number,
  scalable,
  text,
  type Workload,
} from '@slipway/kube'
import type { RuleContext } from '../engine/rule-context.ts'

interface Scaler {
  readonly item: Item
  readonly target: { readonly apiVersion: string; readonly kind: string; readonly name: string }
  readonly min: number
  readonly max: number
  readonly fields: { readonly min: string; readonly max: string }
}

function scalerOf(item: Item): Scaler {
  const keda = item.kind === 'ScaledObject'
  const ref = fields(item.spec.scaleTargetRef)
  // Defaults: https://keda.sh/docs/latest/reference/scaledobject-spec/ and the reference of autoscaling/v2.
  const named = keda
    ? { min: 'spec.minReplicaCount', max: 'spec.maxReplicaCount' }
    : { min: 'spec.minReplicas', max: 'spec.maxReplicas' }
  return {
    item,
    target: {
      apiVersion: text(ref.apiVersion) ?? (keda ? 'apps/v1' : ''),
      kind: text(ref.kind) ?? (keda ? 'Deployment' : ''),
      name: text(ref.name) ?? '',
    },
    min: number(keda ? item.spec.minReplicaCount : item.spec.minReplicas) ?? (keda ? 0 : 1),
    max: number(keda ? item.spec.maxReplicaCount : item.spec.maxReplicas) ?? (keda ? 100 : 0),
    fields: named,
  }
}

const kinds = ['HorizontalPodAutoscaler', 'ScaledObject'] as const

const byTarget = memoized((all: readonly Item[]): ReadonlyMap<string, readonly Scaler[]> => {
  const found = new Map<string, Scaler[]>()
  for (const scaler of all.map(scalerOf)) {
    const id = `${scaler.target.kind} ${scaler.target.name}`
    found.set(id, [...(found.get(id) ?? []), scaler])
  }
  return found
})

export const scalers = (cluster: RuleContext): readonly Scaler[] => cluster.kind(...kinds).map(scalerOf)

/** The scalers of a workload: none, one, or (an error) more. */
export const scalersOf = (cluster: RuleContext, { kind, namespace, name }: Item): readonly Scaler[] =>
  kinds.flatMap((scaler) => byTarget(cluster.kindIn(scaler, namespace)).get(`${kind} ${name}`) ?? [])

export function targetOf(cluster: RuleContext, scaler: Scaler): Workload | undefined {
  const item = cluster.find(scaler.target.kind, scaler.item.namespace, scaler.target.name)
  return item === undefined ? undefined : cluster.workload(item)
}

/** In normal operation; `undefined` for kinds without a number of pods. */
export function fewestPods(cluster: RuleContext, workload: Workload): number | undefined {
  const { item } = workload
  if (!scalable.includes(item.kind)) return undefined
  const [scaler] = scalersOf(cluster, item)
  return scaler?.min ?? number(at(item.object, 'spec', 'replicas')) ?? 1
}

/** A target in percent of what containers ask for: of an HPA, or a trigger of KEDA for cpu or memory. */
interface UtilisationTarget {
  readonly metric: string
  readonly at: string
  readonly resource: string
  readonly percent: number
  /** The workload's containers that the scaler measures. */
  readonly watched: readonly Container[]
  /** The only one to watch. */
  readonly container: string | undefined
}

export function utilisationTargets({ kind, spec }: Item, workload: Workload | undefined): readonly UtilisationTarget[] {
  const of = (metric: string, at: string, resource: unknown, named: unknown, percent: unknown): UtilisationTarget => {
    const container = text(named)
    const staying = workload?.containers.filter((c) => c.role !== 'init') ?? []
    const watched = staying.filter((c) => container === undefined || c.name === container)
    return { metric, at, resource: text(resource) ?? '', percent: Number(percent), watched, container }
  }
  if (kind === 'ScaledObject')
    return list(spec.triggers).flatMap((t, i) => {
      if ((t.type !== 'cpu' && t.type !== 'memory') || (t.metricType ?? 'Utilization') !== 'Utilization') return []
      const { containerName, value } = fields(t.metadata)
      return [of(`spec.triggers[${i}]`, `spec.triggers[${i}].metadata.value`, t.type, containerName, text(value))]
    })
  return list(spec.metrics).flatMap((m, i) => {
    const field = m.type === 'ContainerResource' ? 'containerResource' : 'resource'
    const source = fields(m[field])
    const { type, averageUtilization } = fields(source.target)
    const where = `spec.metrics[${i}]`
    const value = `${where}.${field}.target.averageUtilization`
    return type === 'Utilization' ? [of(where, value, source.name, source.container, averageUtilization)] : []
  })
}
