import { at, fields, list, text, texts, quantity } from '@slipway/kube'
import type { Entity } from './entity.ts'
import type { Change } from '../compare/match.ts'
import { podsOf } from '../effects/pods.ts'
import type { Index, Trees } from './trees.ts'

/** What one pod costs a month, in US dollars: an estimate, or null where nobody knows. cpu in millicores, memory in bytes. */
export type PodPrice = (
  cluster: string,
  capacity: 'spot' | 'on-demand',
  pod: { readonly cpu: number; readonly memory: number },
) => number | null

/** What workloads ask for at their fewest or most pods. */
export interface Asked {
  readonly pods: number
  /** In millicores. */
  readonly cpu: number
  /** In bytes. */
  readonly memory: number
  /** US dollars a month; null where a price is missing. */
  readonly month: number | null
}

/** What the touched workloads ask for, before and after. */
export interface Need {
  readonly fewest: { readonly before: Asked; readonly after: Asked }
  readonly most: { readonly before: Asked; readonly after: Asked }
}

const nothing: Asked = { pods: 0, cpu: 0, memory: 0, month: 0 }
const counted = new Set(['Deployment', 'Rollout', 'StatefulSet'])
const scaling = new Set(['HorizontalPodAutoscaler', 'ScaledObject'])

const podSpec = ({ value }: Entity) => fields(at(value, 'spec', 'template', 'spec'))

/** Requests of all containers that stay; native sidecars are init containers. */
function requestsOf(workload: Entity) {
  const pod = podSpec(workload)
  const stays = [...list(pod.containers), ...list(pod.initContainers).filter((c) => c.restartPolicy === 'Always')]
  const sum = (resource: string) =>
    stays.reduce((all, c) => all + (quantity(at(c, 'resources', 'requests', resource)) ?? 0), 0)
  return { cpu: sum('cpu') * 1000, memory: sum('memory') }
}

const capacityType = 'karpenter.sh/capacity-type'

/** Whether pods must be on on-demand; what only wishes for spot is counted as being there. */
function capacityOf(workload: Entity): 'spot' | 'on-demand' {
  const affinity = at(podSpec(workload), 'affinity', 'nodeAffinity')
  const must = list(at(affinity, 'requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms')).flatMap((t) =>
    list(t.matchExpressions),
  )
  return must.some((e) => text(e.key) === capacityType && !texts(e.values).includes('spot')) ? 'on-demand' : 'spot'
}

function askedBy(index: Index, workloads: Iterable<Entity>, of: 'fewest' | 'most', price: PodPrice): Asked {
  let sum = nothing
  for (const workload of workloads) {
    const pods = podsOf(index, workload)?.[of] ?? 0
    const pod = requestsOf(workload)
    const one = pods === 0 ? 0 : price(workload.place.cluster, capacityOf(workload), pod)
    sum = {
      pods: sum.pods + pods,
      cpu: sum.cpu + pods * pod.cpu,
      memory: sum.memory + pods * pod.memory,
      month: one === null || sum.month === null ? null : sum.month + one * pods,
    }
  }
  return sum
}

/** The workloads that a side of a change is about: itself, or the one that it scales. */
function workloadOf(entity: Entity | undefined, index: Index): Entity | undefined {
  if (entity === undefined || counted.has(entity.kind)) return entity
  if (!scaling.has(entity.kind)) return undefined
  const target = fields(at(entity.value, 'spec', 'scaleTargetRef'))
  return index.find(entity.place.cluster, text(target.kind) ?? 'Deployment', entity.namespace, text(target.name) ?? '')
}

/**
 * What a change needs more or less, from the workloads and scalers that it touches alone; nothing where that is the same as before.
 * @param price of a pod; without one there is no money
 */
export function needOf(changes: readonly Change[], trees: Trees, price: PodPrice = () => null): Need | undefined {
  const [old, now] = [new Map<string, Entity>(), new Map<string, Entity>()]
  for (const { before, after } of changes) {
    // A scaler that goes away or comes leaves its workload on both sides.
    for (const entity of [before, after]) {
      for (const [index, found] of [
        [trees.before, old],
        [trees.after, now],
      ] as const) {
        const workload = workloadOf(entity, index)
        const there =
          workload === undefined
            ? undefined
            : index.find(workload.place.cluster, workload.kind, workload.namespace, workload.name)
        if (there !== undefined) found.set(there.key, there)
      }
    }
  }
  const pair = (of: 'fewest' | 'most') => ({
    before: askedBy(trees.before, old.values(), of, price),
    after: askedBy(trees.after, now.values(), of, price),
  })
  const need = { fewest: pair('fewest'), most: pair('most') }
  const differs = ({ before, after }: Need['most']) =>
    before.pods !== after.pods || before.cpu !== after.cpu || before.memory !== after.memory
  return differs(need.fewest) || differs(need.most) ? need : undefined
}

const grouped = (n: number, digits: number): string => n.toLocaleString('en-US', { maximumFractionDigits: digits })
const arrow = (before: number, after: number, digits = 0): string =>
  before === after ? grouped(after, digits) : `${grouped(before, digits)} → ${grouped(after, digits)}`

const more = ({ before, after }: Need['most']): number | null =>
  before.month === null || after.month === null ? null : Math.round(after.month - before.month)
const dollars = (n: number): string => `${n < 0 ? '-' : '+'}$${grouped(Math.abs(n), 0)}`

/** The line that a review has of it: pods, what they ask for, and money as an estimate. */
export function needText({ fewest, most }: Need): string {
  const size = (of: 'pods' | 'cpu' | 'memory', unit: number, digits: number) =>
    `${arrow(fewest.before[of] / unit, fewest.after[of] / unit, digits)} at the fewest, ${arrow(most.before[of] / unit, most.after[of] / unit, digits)} at the most`
  const [low, high] = [more(fewest), more(most)]
  const money =
    low === null || high === null
      ? ''
      : `; ${low === high ? dollars(low) : `${dollars(low)} to ${dollars(high)}`} a month (estimate from list prices)`
  return `Capacity: pods ${size('pods', 1, 0)}; vCPU ${size('cpu', 1000, 1)}; GiB ${size('memory', 2 ** 30, 1)}${money}`
}
