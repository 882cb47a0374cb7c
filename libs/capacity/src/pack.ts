import type { Demand } from './demand.ts'
import { type Offer, type Pool, poolsFor, runs } from './pool.ts'
import { fitting, type Room, shareOf } from './room.ts'

/** One machine that runs, and whose pods are on it. */
export interface Node {
  readonly pool: string
  readonly zone: string
  readonly capacity: 'spot' | 'on-demand'
  readonly offer: Offer
  /** US dollars a month; null where no price is known. */
  readonly month: number | null
  readonly pods: readonly { readonly demand: Demand; readonly count: number }[]
}

/** Pods that found no node, and why. */
export interface Left {
  readonly demand: Demand
  readonly pods: number
  readonly zone: string
  readonly why: string
}

export interface Packing {
  readonly nodes: readonly Node[]
  readonly left: readonly Left[]
}

interface Open {
  readonly pool: Pool
  readonly zone: string
  readonly offer: Offer
  room: Room
  readonly pods: Map<Demand, number>
}

interface Item {
  readonly demand: Demand
  readonly zone: string
  readonly pools: readonly Pool[]
  pods: number
}

const less = (room: Room, { cpu, memory }: Demand, count: number): Room => ({
  cpu: room.cpu - cpu * count,
  memory: room.memory - memory * count,
  pods: room.pods - count,
})

/** Without a price, machines are compared by what they hold: a core weighs as much as 4 GiB, the ratio of general-purpose ones. */
const costOf = ({ machine, month }: Offer): number => month ?? machine.cpu / 1000 + machine.memory / 2 ** 32

const sizeOf = ({ cpu, memory }: Demand): number => Math.max(cpu / 1000, memory / 2 ** 32)

/** Pods of each demand in turn over the zones, as the spread asks for; the next demand begins where the last one ended. */
function overZones(demands: readonly Demand[], pools: readonly Pool[], zones: readonly string[]): Item[] {
  let next = 0
  // Add-ons first: where they are does not depend on how busy apps are.
  const first = (d: Demand) => (d.system ? 1 : 0)
  const name = ({ app, placement }: Demand) => `${app} ${placement}`
  const largest = [...demands].sort(
    (a, b) => first(b) - first(a) || sizeOf(b) - sizeOf(a) || (name(a) < name(b) ? -1 : 1),
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

/** Nodes as they are filled: the one place that opens a machine, so that no limit is passed. */
class Floor {
  readonly #open: Open[] = []
  readonly #rented = new Map<string, { cpu: number; memory: number; nodes: number }>()

  constructor(before: readonly Node[], pools: readonly Pool[], zones: readonly string[]) {
    for (const { pool: name, zone, offer, pods } of before) {
      const pool = pools.find((p) => p.name === name)
      if (pool === undefined) continue
      const node = this.#rent(pool, zone, offer)
      for (const { demand, count } of pods) this.#put(node, demand, count)
    }
    for (const pool of pools) {
      const [offer] = pool.offers
      for (let i = this.#used(pool).nodes; offer !== undefined && i < (pool.nodes?.min ?? 0); i++)
        this.#rent(pool, zones[i % zones.length] ?? '', offer)
    }
  }

  #used(pool: Pool) {
    return this.#rented.get(pool.name) ?? { cpu: 0, memory: 0, nodes: 0 }
  }

  #rent(pool: Pool, zone: string, offer: Offer): Open {
    const { cpu, memory, nodes } = this.#used(pool)
    this.#rented.set(pool.name, {
      cpu: cpu + offer.machine.cpu,
      memory: memory + offer.machine.memory,
      nodes: nodes + 1,
    })
    const node: Open = { pool, zone, offer, room: offer.room, pods: new Map() }
    this.#open.push(node)
    return node
  }

  #put(node: Open, demand: Demand, count: number) {
    node.room = less(node.room, demand, count)
    node.pods.set(demand, (node.pods.get(demand) ?? 0) + count)
  }

  #mayRent(pool: Pool, { machine }: Offer): boolean {
    const { cpu, memory, nodes } = this.#used(pool)
    if (pool.nodes !== null && nodes >= pool.nodes.max) return false
    return pool.limit === null || (cpu + machine.cpu <= pool.limit.cpu && memory + machine.memory <= pool.limit.memory)
  }

  /** Puts pods on nodes that are there. @returns how many are left */
  fill(pool: Pool, { demand, zone }: Item, pods: number): number {
    let left = pods
    for (const node of this.#open) {
      if (left === 0) break
      if (node.pool !== pool || node.zone !== zone || !runs(node.offer, demand)) continue
      const count = Math.min(left, fitting(node.room, demand))
      if (count > 0) this.#put(node, demand, count)
      left -= count
    }
    return left
  }

  /**
   * Starts a machine for pods; the one that makes all that is still to come in this pool and zone the cheapest. @returns how many are left
   */
  grow(pool: Pool, { demand, zone }: Item, pods: number, toCome: Room): number {
    const all = pool.offers.filter((o) => runs(o, demand) && fitting(o.room, demand) > 0 && this.#mayRent(pool, o))
    const priced = all.filter((o) => o.month !== null)
    const fits = priced.length > 0 ? priced : all
    const bill = (offer: Offer) =>
      Math.ceil(
        Math.max(toCome.cpu / offer.room.cpu, toCome.memory / offer.room.memory, toCome.pods / offer.room.pods),
      ) * costOf(offer)
    const [best] = [...fits].sort(
      (a, b) => bill(a) - bill(b) || a.machine.cpu - b.machine.cpu || (a.machine.name < b.machine.name ? -1 : 1),
    )
    if (best === undefined) return pods
    const node = this.#rent(pool, zone, best)
    const count = Math.min(pods, fitting(node.room, demand))
    this.#put(node, demand, count)
    return pods - count
  }

  get nodes(): readonly Node[] {
    return this.#open.map(({ pool, zone, offer, pods }) => ({
      pool: pool.name,
      zone,
      capacity: pool.capacity,
      offer,
      month: offer.month === null ? null : offer.month * (pool.capacity === 'spot' ? pool.spot : 1),
      pods: [...pods].map(([demand, count]) => ({ demand, count })),
    }))
  }
}

function whyNot({ demand, pools }: Item): string {
  if (pools.length === 0) {
    const wants = [demand.placement === 'on-demand' ? 'on-demand' : '', demand.profile ?? '']
      .filter((w) => w !== '')
      .join(' and ')
    return `no pool ${wants === '' ? 'for apps' : `of ${wants}`}`
  }
  const offers = pools.flatMap((p) => p.offers.filter((o) => runs(o, demand)))
  if (offers.length === 0) return `no machine of ${demand.architectures?.join(' or ') ?? 'a family that is known here'}`
  if (offers.every((o) => fitting(o.room, demand) === 0)) return 'a pod is larger than the largest machine'
  return `${pools.map((p) => p.name).join(' and ')} at the limit`
}

/**
 * Packs pods onto machines: the largest first, even over the zones, into the pool that they wish for, on nodes that are there before new
 * ones. Pure, and the same for the same input. Karpenter and the scheduler do about this; they see one pod after another, so real numbers
 * differ somewhat.
 * @param before nodes that run already, with their pods
 */
export function pack(
  demands: readonly Demand[],
  pools: readonly Pool[],
  zones: readonly string[],
  before: readonly Node[] = [],
): Packing {
  const floor = new Floor(before, pools, zones)
  const items = overZones(demands, pools, zones)
  const toCome = new Map<string, Room>()
  const nothing: Room = { cpu: 0, memory: 0, pods: 0 }
  const keyOf = (item: Item) => `${item.zone}\0${item.pools[0]?.name ?? ''}`
  const expect = (item: Item, pods: number) =>
    void toCome.set(keyOf(item), less(toCome.get(keyOf(item)) ?? nothing, item.demand, -pods))
  for (const item of items) expect(item, item.pods)
  const left: Left[] = []
  for (const item of items) {
    let pods = item.pods
    for (const pool of item.pools) {
      pods = floor.fill(pool, item, pods)
      while (pods > 0) {
        // The pool that is tried first gets all that wish for it; another one is only the way out of this demand.
        const rest = floor.grow(
          pool,
          item,
          pods,
          pool === item.pools[0] ? (toCome.get(keyOf(item)) ?? nothing) : less(nothing, item.demand, -pods),
        )
        if (rest === pods) break
        expect(item, rest - pods)
        pods = rest
      }
    }
    if (pods > 0) left.push({ demand: item.demand, pods, zone: item.zone, why: whyNot(item) })
  }
  return { nodes: floor.nodes, left }
}

/** What of a node's price is an app's: by the part of the room that its pods take; what nobody uses is shared in the same way. */
export function sharesOf({ offer, pods }: Node): ReadonlyMap<string, number> {
  const parts = pods.map(({ demand, count }) => [demand.app, shareOf(offer.room, demand) * count] as const)
  const all = parts.reduce((sum, [, part]) => sum + part, 0)
  const shares = new Map<string, number>()
  for (const [app, part] of parts) shares.set(app, (shares.get(app) ?? 0) + (all === 0 ? 1 / parts.length : part / all))
  return shares
}
