import type { Architecture } from '@slipway/fleet'
import { dominantShare, podsThatFit, type Resources } from './allocatable.ts'
import { type Demand, ownerOf } from './demand.ts'
import { canRun, type Offer, type Pool, poolsFor } from './pool.ts'

export interface Node {
  readonly pool: string
  readonly zone: string
  readonly capacity: 'spot' | 'on-demand'
  readonly offer: Offer
  /** US dollars; null without a price. */
  readonly month: number | null
  readonly pods: readonly { readonly demand: Demand; readonly count: number }[]
}

export type UnschedulableReason =
  | { readonly code: 'no-pool'; readonly onDemand: boolean; readonly profile: string | null }
  | { readonly code: 'no-machine'; readonly architectures: readonly Architecture[] | null }
  | { readonly code: 'pod-too-large' }
  | { readonly code: 'pool-limit'; readonly pools: readonly string[] }
export type ReasonCode = UnschedulableReason['code']

export interface Unschedulable {
  readonly demand: Demand
  readonly pods: number
  readonly zone: string
  readonly reason: UnschedulableReason
}

interface Packing {
  readonly nodes: readonly Node[]
  readonly unschedulable: readonly Unschedulable[]
}

interface RunningNode {
  readonly pool: Pool
  readonly zone: string
  readonly offer: Offer
  free: Resources
  readonly pods: Map<Demand, number>
}

interface ZonePods {
  readonly demand: Demand
  readonly zone: string
  readonly pools: readonly Pool[]
  pods: number
}

const without = (from: Resources, { cpu, memory, gpu }: Demand, count: number): Resources => ({
  cpu: from.cpu - cpu * count,
  memory: from.memory - memory * count,
  pods: from.pods - count,
  ...(gpu === 0 && from.gpu === undefined ? {} : { gpu: (from.gpu ?? 0) - gpu * count }),
})

/** Without a price, by size: a core weighs as much as 4 GiB, as in general-purpose machines. */
const costOf = ({ machine, month }: Offer): number => month ?? machine.cpu / 1000 + machine.memory / 2 ** 32

const weightOf = ({ cpu, memory }: Demand): number => Math.max(cpu / 1000, memory / 2 ** 32)

/** Each demand begins in the zone after the last one's. */
function spreadOverZones(demands: readonly Demand[], pools: readonly Pool[], zones: readonly string[]): ZonePods[] {
  let next = 0
  // Their place does not depend on apps' load.
  const first = (d: Demand) => (d.system ? 1 : 0)
  const name = ({ app, placement }: Demand) => `${app} ${placement}`
  const largest = [...demands].sort(
    (a, b) => first(b) - first(a) || weightOf(b) - weightOf(a) || (name(a) < name(b) ? -1 : 1),
  )
  return largest.flatMap((demand) => {
    const counts = zones.map(
      (_, i) =>
        Math.floor(demand.pods / zones.length) +
        ((i - next + zones.length * 2) % zones.length < demand.pods % zones.length ? 1 : 0),
    )
    next = (next + demand.pods) % zones.length
    const tried = poolsFor(pools, demand)
    return zones.flatMap((zone, i) =>
      counts[i] === undefined || counts[i] === 0 ? [] : [{ demand, zone, pools: tried, pods: counts[i] }],
    )
  })
}

/** Only `#start` starts a node, so that no limit is passed. */
class RunningNodes {
  readonly #nodes: RunningNode[] = []
  readonly #started = new Map<string, { cpu: number; memory: number; nodes: number }>()

  constructor(before: readonly Node[], pools: readonly Pool[], zones: readonly string[]) {
    for (const { pool: name, zone, offer, pods } of before) {
      const pool = pools.find((p) => p.name === name)
      if (pool === undefined) continue
      const node = this.#start(pool, zone, offer)
      for (const { demand, count } of pods) this.#put(node, demand, count)
    }
    for (const pool of pools) {
      const [offer] = pool.offers
      for (let i = this.#used(pool).nodes; offer !== undefined && i < (pool.nodes?.min ?? 0); i++)
        this.#start(pool, zones[i % zones.length] ?? '', offer)
    }
  }

  #used(pool: Pool) {
    return this.#started.get(pool.name) ?? { cpu: 0, memory: 0, nodes: 0 }
  }

  #start(pool: Pool, zone: string, offer: Offer): RunningNode {
    const { cpu, memory, nodes } = this.#used(pool)
    this.#started.set(pool.name, {
      cpu: cpu + offer.machine.cpu,
      memory: memory + offer.machine.memory,
      nodes: nodes + 1,
    })
    const node: RunningNode = { pool, zone, offer, free: offer.allocatable, pods: new Map() }
    this.#nodes.push(node)
    return node
  }

  #put(node: RunningNode, demand: Demand, count: number) {
    node.free = without(node.free, demand, count)
    node.pods.set(demand, (node.pods.get(demand) ?? 0) + count)
  }

  #mayHold(node: RunningNode, { apart, app }: Demand): number {
    if (!apart) return Infinity
    return [...node.pods.keys()].some((other) => other.app === app) ? 0 : 1
  }

  #mayStart(pool: Pool, { machine }: Offer): boolean {
    const { cpu, memory, nodes } = this.#used(pool)
    if (nodes >= (pool.nodes?.max ?? Infinity)) return false
    return pool.limit === null || (cpu + machine.cpu <= pool.limit.cpu && memory + machine.memory <= pool.limit.memory)
  }

  fill(pool: Pool, { demand, zone }: ZonePods, pods: number): number {
    let left = pods
    for (const node of this.#nodes) {
      if (left === 0) break
      if (node.pool !== pool || node.zone !== zone || !canRun(node.offer, demand)) continue
      const count = Math.min(left, podsThatFit(node.free, demand), this.#mayHold(node, demand))
      if (count > 0) this.#put(node, demand, count)
      left -= count
    }
    return left
  }

  /** Starts the machine that makes `pending` the cheapest in this pool and zone. @returns pods left */
  grow(pool: Pool, { demand, zone }: ZonePods, pods: number, pending: Resources): number {
    const all = pool.offers.filter(
      (o) => canRun(o, demand) && podsThatFit(o.allocatable, demand) > 0 && this.#mayStart(pool, o),
    )
    const priced = all.filter((o) => o.month !== null)
    const fits = priced.length > 0 ? priced : all
    const bill = (offer: Offer) => {
      const { cpu, memory, pods: places, gpu = 0 } = offer.allocatable
      const gpus = gpu === 0 ? 0 : (pending.gpu ?? 0) / gpu
      return (
        Math.ceil(Math.max(pending.cpu / cpu, pending.memory / memory, pending.pods / places, gpus)) * costOf(offer)
      )
    }
    const [best] = [...fits].sort(
      (a, b) => bill(a) - bill(b) || a.machine.cpu - b.machine.cpu || (a.machine.name < b.machine.name ? -1 : 1),
    )
    if (best === undefined) return pods
    const node = this.#start(pool, zone, best)
    const count = Math.min(pods, podsThatFit(node.free, demand), this.#mayHold(node, demand))
    this.#put(node, demand, count)
    return pods - count
  }

  get nodes(): readonly Node[] {
    return this.#nodes.map(({ pool, zone, offer, pods }) => ({
      pool: pool.name,
      zone,
      capacity: pool.capacity,
      offer,
      month: offer.month === null ? null : offer.month * pool.discount,
      pods: [...pods].map(([demand, count]) => ({ demand, count })),
    }))
  }
}

function reasonOf({ demand, pools }: ZonePods): UnschedulableReason {
  const { profile, architectures } = demand
  if (pools.length === 0) return { code: 'no-pool', onDemand: demand.placement === 'on-demand', profile }
  const offers = pools.flatMap((pool) => pool.offers.filter((offer) => canRun(offer, demand)))
  if (offers.length === 0) return { code: 'no-machine', architectures }
  if (offers.every((offer) => podsThatFit(offer.allocatable, demand) === 0)) return { code: 'pod-too-large' }
  return { code: 'pool-limit', pools: pools.map(({ name }) => name) }
}

/**
 * Largest first, spread over zones, into the preferred pool, running nodes before new ones. Pure, deterministic;
 * Karpenter and the scheduler see one pod after another, so real numbers differ.
 * @param before running nodes with their pods
 */
export function pack(
  demands: readonly Demand[],
  pools: readonly Pool[],
  zones: readonly string[],
  before: readonly Node[] = [],
): Packing {
  const running = new RunningNodes(before, pools, zones)
  const items = spreadOverZones(demands, pools, zones)
  const pending = new Map<string, Resources>()
  const nothing: Resources = { cpu: 0, memory: 0, pods: 0 }
  const keyOf = (item: ZonePods) => `${item.zone}\0${item.pools[0]?.name ?? ''}`
  const pendingOf = (item: ZonePods) => pending.get(keyOf(item)) ?? nothing
  const expect = (item: ZonePods, pods: number) =>
    void pending.set(keyOf(item), without(pendingOf(item), item.demand, -pods))
  for (const item of items) expect(item, item.pods)
  const unschedulable: Unschedulable[] = []
  for (const item of items) {
    let pods = item.pods
    for (const pool of item.pools) {
      pods = running.fill(pool, item, pods)
      while (pods > 0) {
        // The preferred pool gets all that prefers it; another only this demand.
        const all = pool === item.pools[0] ? pendingOf(item) : without(nothing, item.demand, -pods)
        const rest = running.grow(pool, item, pods, all)
        if (rest === pods) break
        expect(item, rest - pods)
        pods = rest
      }
    }
    if (pods > 0) unschedulable.push({ demand: item.demand, pods, zone: item.zone, reason: reasonOf(item) })
  }
  return { nodes: running.nodes, unschedulable }
}

/** By owner, by their pods' resources; unused ones are split alike. */
export function sharesOf({ offer, pods }: Node): ReadonlyMap<string, number> {
  const parts = pods.map(
    ({ demand, count }) => [ownerOf(demand), dominantShare(offer.allocatable, demand) * count] as const,
  )
  const all = parts.reduce((sum, [, part]) => sum + part, 0)
  const shares = new Map<string, number>()
  for (const [owner, part] of parts)
    shares.set(owner, (shares.get(owner) ?? 0) + (all === 0 ? 1 / parts.length : part / all))
  return shares
}
