import { type Cluster, onDemandShares, type Prices } from '@slipway/fleet'
import { dominantShare, everyNode } from './allocatable.ts'
import { poolOf } from './pool.ts'

type Capacity = 'spot' | 'on-demand'

/** 4 to 16 vCPUs, with monthly price; of the other capacity where no pool has this one. */
function priced(cluster: Cluster, capacity: Capacity, prices: Prices | null) {
  const pools = cluster.nodes.pools.filter((pool) => !pool.system && pool.profile === undefined)
  const wanted = pools.filter((pool) => pool.capacity === capacity)
  return (wanted.length > 0 ? wanted : pools).flatMap((pool) => {
    const { offers, discount } = poolOf(pool, cluster, prices, everyNode)
    return offers.flatMap(({ machine, allocatable, month }) =>
      month === null || machine.cpu < 4000 || machine.cpu > 16_000 ? [] : [{ allocatable, month: month * discount }],
    )
  })
}

/**
 * Its share of the cheapest, well-filled machine: an estimate for one line about a change.
 * @returns a function from a pod (millicores and bytes, the mesh's proxy included) to US dollars; null without a
 * price
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
    // Pods that prefer spot run partly on on-demand.
    return kept * steady + (1 - kept) * cheap
  }
}
