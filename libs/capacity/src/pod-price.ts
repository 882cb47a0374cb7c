import { machinesOf, type Cluster, type Prices } from '@slipway/fleet'
import { monthOf } from './pool.ts'
import { roomOf, shareOf } from './room.ts'

/**
 * What one pod costs a month where its machine is well filled: its part of the cheapest machine of 4 to 16 vCPUs of a pool for apps. For one line
 * about a change; the whole is what `capacityOf` packs.
 * @param pod cpu in millicores, memory in bytes, the proxy included
 * @returns US dollars, an estimate; null where no price is known
 */
export function podPrice(cluster: Cluster, capacity: 'spot' | 'on-demand', pod: { readonly cpu: number; readonly memory: number }, prices: Prices | null): number | null {
  const of = (wanted: string) => cluster.nodes.pools.filter((p) => !p.system && p.capacity === wanted && p.profile === undefined)
  const pools = of(capacity).length > 0 ? of(capacity) : of(capacity === 'spot' ? 'on-demand' : 'spot')
  const months = pools.flatMap((pool) =>
    machinesOf(pool.families, pool.sizes)
      .filter((m) => m.cpu >= 4000 && m.cpu <= 16_000)
      .flatMap((m) => {
        const month = monthOf(m, cluster.region, prices)
        return month === null ? [] : [month * (pool.capacity === 'spot' ? (prices?.spot ?? 1) : 1) * shareOf(roomOf(m), pod)]
      }),
  )
  return months.length === 0 ? null : Math.min(...months)
}
