import { allocatableOf, podsThatFit, proxy } from '@slipway/capacity/allocatable'
import {
  type Cluster,
  capacityLabel,
  knownFamily,
  labelsOf,
  type Machine,
  machinesOf,
  type NodePool,
  taintsOf,
} from '@slipway/fleet'
import {
  at,
  type Fields,
  fields,
  list,
  memoized,
  type QuantityUnit,
  quantity,
  text,
  texts,
  type Workload,
} from '@slipway/kube'
import type { RuleContext } from '../engine/rule-context.ts'

/** `undefined` for a label that cannot be known beforehand. */
function valuesOf(pool: NodePool, { zones }: Cluster, key: string): readonly string[] | undefined {
  const own = labelsOf(pool)
  if (Object.hasOwn(own, key)) return [own[key] ?? '']
  switch (key) {
    case capacityLabel:
      return pool.fallback === true ? ['spot', 'on-demand'] : [pool.capacity]
    case 'kubernetes.io/arch':
      return pool.architectures
    case 'topology.kubernetes.io/zone':
      return zones
    case 'karpenter.sh/nodepool':
      return [pool.name]
    case 'slipway.dev/profile':
      return []
    default:
      return undefined
  }
}

function satisfied(pool: NodePool, cluster: Cluster, expression: Fields): boolean {
  const have = valuesOf(pool, cluster, text(expression.key) ?? '')
  if (have === undefined) return true
  const wanted = texts(expression.values)
  switch (expression.operator) {
    case 'In':
      return have.some((v) => wanted.includes(v))
    case 'NotIn':
      return have.length === 0 || have.some((v) => !wanted.includes(v))
    case 'Exists':
      return have.length > 0
    case 'DoesNotExist':
      return have.length === 0
    default:
      return true
  }
}

/** One of the terms has to match, with all its expressions. */
function mustHave(pod: Fields): readonly (readonly Fields[])[] {
  const named = Object.entries(fields(pod.nodeSelector)).map(
    ([key, value]): Fields => ({ key, operator: 'In', values: [value] }),
  )
  const terms = list(
    at(pod, 'affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms'),
  )
  return terms.length === 0 ? [named] : terms.map((term) => [...named, ...list(term.matchExpressions)])
}

const tolerated = (
  pod: Fields,
  taint: { readonly key: string; readonly value: string; readonly effect: string },
): boolean =>
  list(pod.tolerations).some(
    (t) =>
      (t.effect === undefined || t.effect === taint.effect) &&
      (t.operator === 'Exists'
        ? t.key === undefined || t.key === taint.key
        : t.key === taint.key && t.value === taint.value),
  )

export const poolsOf = ({ pod }: Workload, cluster: Cluster): readonly NodePool[] =>
  cluster.nodes.pools.filter(
    (pool) =>
      taintsOf(pool, cluster.nodes).every((taint) => taint.effect === 'PreferNoSchedule' || tolerated(pod, taint)) &&
      mustHave(pod).some((expressions) => expressions.every((e) => satisfied(pool, cluster, e))),
  )

interface PodRequests {
  /** In millicores. */
  readonly cpu: number
  /** In bytes. */
  readonly memory: number
}

/** With the mesh's proxy in pods of teams. */
export function requestsOf(index: RuleContext, { item, containers }: Workload): PodRequests {
  const staying = containers.filter((c) => c.role !== 'init')
  const meshed = index.isTeam(item.namespace)
  const sum = (resource: 'cpu' | 'memory', unit: QuantityUnit) =>
    staying.reduce(
      (all, c) => all + (quantity(at(c.spec, 'resources', 'requests', resource), unit) ?? 0),
      meshed ? proxy[resource] : 0,
    )
  return { cpu: sum('cpu', 'm'), memory: sum('memory', '') }
}

const machines = memoized(
  (pool: NodePool): readonly (Machine & { readonly usable: ReturnType<typeof allocatableOf> })[] =>
    machinesOf(pool.families, pool.sizes)
      .filter((m) => pool.architectures.includes(m.architecture))
      .map((m) => ({ ...m, usable: allocatableOf(m) })),
)

export const hasRoomFor = (pool: NodePool, pod: PodRequests): boolean =>
  !pool.families.every(knownFamily) || machines(pool).some((m) => podsThatFit(m.usable, pod) > 0)

/**
 * The most that pods can use at a pool's limit: less the smallest overhead of its machines. Infinite if limit or family
 * is unknown.
 */
export const capacityAtLimit = memoized((pool: NodePool): PodRequests => {
  const all = machines(pool)
  if (all.length === 0 || !pool.families.every(knownFamily)) return { cpu: Infinity, memory: Infinity }
  const best = (of: 'cpu' | 'memory') => Math.max(...all.map((m) => m.usable[of] / m[of]))
  if (pool.nodes !== undefined) {
    const most = (of: 'cpu' | 'memory') => Math.max(...all.map((m) => m.usable[of])) * (pool.nodes?.max ?? 0)
    return { cpu: most('cpu'), memory: most('memory') }
  }
  return {
    cpu: (pool.cpu ?? Infinity) * 1000 * best('cpu'),
    memory: (quantity(pool.memory) ?? Infinity) * best('memory'),
  }
})
