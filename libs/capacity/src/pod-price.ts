import { type Cluster, machinesOf, onDemandShares, type Prices } from '@slipway/fleet'
import { monthOf } from './pool.ts'
import { type Room, roomOf, shareOf } from './room.ts'

type Capacity = 'spot' | 'on-demand'

/** Machines of 4 to 16 vCPUs of the pools for apps, with what they cost a month; of the other capacity where there is none of this. */
function priced(
  cluster: Cluster,
  capacity: Capacity,
  prices: Prices | null,
): readonly { readonly room: Room; readonly month: number }[] {
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
          : [{ room: roomOf(m), month: month * (pool.capacity === 'spot' ? (prices?.spot ?? 1) : 1) }]
      }),
  )
}

/**
 * What one pod costs a month where its machine is well filled: its part of the cheapest machine. For one line about a change; the whole is
 * what `capacityOf` packs.
 * @returns of a pod (cpu in millicores, memory in bytes, the mesh's proxy included) US dollars, an estimate; null where no price is known
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
      const months = machines[of].map(({ room, month }) => month * shareOf(room, pod))
      return months.length === 0 ? null : Math.min(...months)
    }
    const steady = least('on-demand')
    const cheap = least('spot')
    if (capacity === 'on-demand' || steady === null || cheap === null) return capacity === 'on-demand' ? steady : cheap
    // What only wishes for spot, or keeps a share beside it, is on on-demand as far as the cluster has it there.
    return kept * steady + (1 - kept) * cheap
  }
}
