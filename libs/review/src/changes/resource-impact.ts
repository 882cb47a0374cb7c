import { at, list, quantity } from '@slipway/kube'
import type { Change } from '../compare/match.ts'
import { podsOf } from '../effects/pod-count.ts'
import { nodesOf } from '../effects/pod-nodes.ts'
import type { Entity } from '../read/entity.ts'
import { eckPods, isEck, type PodSet } from './eck-pods.ts'
import { isScaler, type Index, type Trees } from '../read/trees.ts'

/** A month, in estimated US dollars; null if unknown. Cpu in millicores, memory in bytes. */
export type PodPrice = (
  cluster: string,
  capacity: 'spot' | 'on-demand',
  pod: { readonly cpu: number; readonly memory: number },
) => number | null

interface ResourceTotals {
  readonly pods: number
  readonly cpu: number
  readonly memory: number
  /** US dollars; null without a price. */
  readonly month: number | null
}
interface BeforeAfter {
  readonly before: ResourceTotals
  readonly after: ResourceTotals
}

/** Of touched workloads, at their fewest and most pods. */
export interface ResourceImpact {
  readonly fewest: BeforeAfter
  readonly most: BeforeAfter
}

const counted = new Set(['Deployment', 'Rollout', 'StatefulSet'])

/** Of containers that stay; native sidecars are init containers. */
function requestsOf(pod: unknown) {
  const sidecars = list(at(pod, 'initContainers')).filter((c) => c.restartPolicy === 'Always')
  const sum = (resource: string) =>
    [...list(at(pod, 'containers')), ...sidecars].reduce(
      (all, c) => all + (quantity(at(c, 'resources', 'requests', resource)) ?? 0),
      0,
    )
  return { cpu: sum('cpu') * 1000, memory: sum('memory') }
}

function podSetsOf(index: Index, workload: Entity, of: 'fewest' | 'most'): readonly PodSet[] {
  if (isEck(workload)) return eckPods(workload)
  return [{ pods: podsOf(index, workload)?.[of] ?? 0, spec: at(workload.value, 'spec', 'template', 'spec') }]
}

function totalsOf(index: Index, workloads: Iterable<Entity>, of: 'fewest' | 'most', price: PodPrice): ResourceTotals {
  let sum: ResourceTotals = { pods: 0, cpu: 0, memory: 0, month: 0 }
  const sets = [...workloads].flatMap((workload) =>
    podSetsOf(index, workload, of).map((set) => ({ ...set, cluster: workload.location.cluster })),
  )
  for (const { pods, spec, cluster } of sets) {
    const pod = requestsOf(spec)
    // A preference for spot counts as spot.
    const month = pods === 0 ? 0 : price(cluster, nodesOf(spec) === 'on-demand' ? 'on-demand' : 'spot', pod)
    sum = {
      pods: sum.pods + pods,
      cpu: sum.cpu + pods * pod.cpu,
      memory: sum.memory + pods * pod.memory,
      month: month === null || sum.month === null ? null : sum.month + month * pods,
    }
  }
  return sum
}

/** Changed itself, or scaled by a changed object. */
function workloadsOf(changes: readonly Change[], index: Index): ReadonlySet<Entity> {
  // A scaler's workload stays on both sides.
  const sides = changes.flatMap(({ before, after }) => [before ?? [], after ?? []].flat())
  return new Set(
    sides.flatMap((entity) => {
      const { location, kind, namespace, name } = entity
      if (isScaler(entity)) return index.scaledBy(entity) ?? []
      return counted.has(kind) || isEck(entity) ? (index.find(location.cluster, kind, namespace, name) ?? []) : []
    }),
  )
}

/** `undefined` where nothing differs. @param price without one there is no money */
export function resourceImpactOf(
  changes: readonly Change[],
  trees: Trees,
  price: PodPrice = () => null,
): ResourceImpact | undefined {
  const [old, now] = [workloadsOf(changes, trees.before), workloadsOf(changes, trees.after)]
  const pair = (of: 'fewest' | 'most'): BeforeAfter => ({
    before: totalsOf(trees.before, old, of, price),
    after: totalsOf(trees.after, now, of, price),
  })
  const impact = { fewest: pair('fewest'), most: pair('most') }
  const differs = ({ before, after }: BeforeAfter) =>
    before.pods !== after.pods || before.cpu !== after.cpu || before.memory !== after.memory
  return differs(impact.fewest) || differs(impact.most) ? impact : undefined
}
