import { type Cluster, type Machine, machinesOf, type NodePool, type Prices } from '@slipway/fleet'
import { bytes } from '@slipway/spec'
import { allocatableOf, type Resources } from './allocatable.ts'
import type { Demand } from './demand.ts'

/** Hours of a month, as AWS counts them in its own estimates. */
export const monthHours = 730

/** A machine type that a pool can start. */
export interface Offer {
  readonly machine: Machine
  /** What pods of apps may use of it. */
  readonly allocatable: Resources
  /** US dollars for a month on on-demand; null where no price is known. */
  readonly month: number | null
}

export interface Pool extends NodePool {
  readonly offers: readonly Offer[]
  /** Karpenter's limits: the sum over all its machines. */
  readonly limit: { readonly cpu: number; readonly memory: number } | null
  /** The price of its machines as a part of on-demand's. */
  readonly discount: number
}

/** What a machine costs a month, or null where its family has no price in that region. */
export function monthOf(machine: Machine, region: string, prices: Prices | null): number | null {
  const families = prices?.regions[region]
  const hour = families !== undefined && Object.hasOwn(families, machine.family) ? families[machine.family] : undefined
  return hour === undefined ? null : (hour * machine.cpu * monthHours) / 1000
}

/** @param daemons what runs on every node */
export function poolOf(pool: NodePool, { region }: Cluster, prices: Prices | null, daemons: Resources): Pool {
  const machines = machinesOf(pool.families, pool.sizes).filter((m) => pool.architectures.includes(m.architecture))
  const { cpu, memory } = pool
  return {
    ...pool,
    offers: machines.map((machine) => ({
      machine,
      allocatable: allocatableOf(machine, daemons),
      month: monthOf(machine, region, prices),
    })),
    limit: cpu === undefined || memory === undefined ? null : { cpu: cpu * 1000, memory: bytes(memory) },
    discount: pool.capacity === 'spot' ? (prices?.spot ?? 1) : 1,
  }
}

/** Whether a pool's nodes take such pods, by taints and labels. */
export const accepts = (pool: Pool, demand: Demand): boolean =>
  pool.system === demand.system &&
  (pool.profile ?? null) === demand.profile &&
  (demand.placement !== 'on-demand' || (pool.capacity === 'on-demand' && pool.fallback !== true))

/** Whether the pods' images are built for a machine's processor. */
export const canRun = ({ machine }: Offer, { architectures }: Demand): boolean =>
  architectures === null || architectures.includes(machine.architecture)

/** The pools that take some pods, in the order in which they are tried: preferred capacity, weight, name. */
export const poolsFor = (pools: readonly Pool[], demand: Demand): readonly Pool[] => {
  const isPreferred = (pool: Pool) => (demand.prefersSpot && pool.capacity === 'spot' ? 1 : 0)
  return pools
    .filter((pool) => accepts(pool, demand))
    .sort((a, b) => isPreferred(b) - isPreferred(a) || b.weight - a.weight || (a.name < b.name ? -1 : 1))
}
