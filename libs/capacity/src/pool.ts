import { type Cluster, type Machine, machinesOf, type NodePool, type Prices } from '@slipway/fleet'
import { bytes } from '@slipway/spec'
import { allocatableOf, type Resources } from './allocatable.ts'
import type { Demand } from './demand.ts'

/** As AWS estimates. */
export const monthHours = 730

export interface Offer {
  readonly machine: Machine
  readonly allocatable: Resources
  /** US dollars on on-demand; null without a price. */
  readonly month: number | null
}

export interface Pool extends NodePool {
  readonly offers: readonly Offer[]
  /** Karpenter's: over all machines. */
  readonly limit: { readonly cpu: number; readonly memory: number } | null
  readonly discount: number
}

export function monthOf(machine: Machine, region: string, prices: Prices | null): number | null {
  const families = prices?.regions[region]
  const hour = families !== undefined && Object.hasOwn(families, machine.family) ? families[machine.family] : undefined
  return hour === undefined ? null : (hour * machine.cpu * monthHours) / 1000
}

/** @param daemons on every node */
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

/** By taints and labels. */
export const accepts = (pool: Pool, demand: Demand): boolean =>
  pool.system === demand.system &&
  (pool.profile ?? null) === demand.profile &&
  (demand.placement !== 'on-demand' || (pool.capacity === 'on-demand' && pool.fallback !== true))

export const canRun = ({ machine }: Offer, { architectures }: Demand): boolean =>
  architectures === null || architectures.includes(machine.architecture)

/** As they are tried: preferred capacity, weight, name. */
export const poolsFor = (pools: readonly Pool[], demand: Demand): readonly Pool[] => {
  const isPreferred = (pool: Pool) => (demand.prefersSpot && pool.capacity === 'spot' ? 1 : 0)
  return pools
    .filter((pool) => accepts(pool, demand))
    .sort((a, b) => isPreferred(b) - isPreferred(a) || b.weight - a.weight || (a.name < b.name ? -1 : 1))
}
