import { type Cluster, machinesOf, onDemandShares, type Prices } from '@slipway/fleet'
import { allocatableOf, dominantShare, type Resources } from './allocatable.ts'
import { monthOf } from './pool.ts'

type Capacity = 'spot' | 'on-demand'

/** Machines of 4 to 16 vCPUs of the pools for apps, with their monthly price; of the other capacity where no pool has this one. */
function priced(
  cluster: Cluster,
  capacity: Capacity,
  prices: Prices | null,
): readonly { readonly allocatable: Resources; readonly month: number }[] {
  const of = (wanted: Capacity) =>
    cluster.nodes.pools.filter((p) => !p.system && p.capacity === wanted && p.profile === undefined)
  const pools = of(capacity).length > 0 ? of(capacity) : of(capacity === 'spot' ? 'on-demand' : 'spot')
  return pools.flatMap((pool) =>
    machinesOf(pool.families, pool.sizes)
      .filter((m) => m.cpu >= 4000 && m.cpu <= 16_000)
      .flatMap((m) => {
        const month = monthOf(m, cluster.region, prices)
        return month === null
          ? []
          : [{ allocatable: allocatableOf(m), month: month * (pool.capacity === 'spot' ? (prices?.spot ?? 1) : 1) }]
      }),
  )
}

/**
 * What one pod costs a month on a well-filled machine: its share of the cheapest. An estimate for one line about a change; `capacityOf` packs.
 * @returns a function of a pod (cpu in millicores, memory in bytes, the mesh's proxy included) to US dollars; null where no price is known
 */
export function podPrices(
  cluster: Cluster,
  prices: Prices | null,
): (capacity: Capacity, pod: { readonly cpu: number; readonly memory: number }) => number | null {
  const machines = { spot: priced(cluster, 'spot', prices), 'on-demand': priced(cluster, 'on-demand', prices) }
  const { spot, onDemandShare } = cluster.nodes
  const kept = spot === 'overflow' ? 1 : onDemandShare === undefined ? 0 : 1 / onDemandShares[onDemandShare]
  return (capacity, pod) => {
    const least = (of: Capacity): number | null => {
      const months = machines[of].map(({ allocatable, month }) => month * dominantShare(allocatable, pod))
      return months.length === 0 ? null : Math.min(...months)
    }
    const steady = least('on-demand')
    const cheap = least('spot')
    if (capacity === 'on-demand' || steady === null || cheap === null) return capacity === 'on-demand' ? steady : cheap
    // Part of the pods that prefer spot runs on on-demand, by the cluster's settings.
    return kept * steady + (1 - kept) * cheap
  }
}
