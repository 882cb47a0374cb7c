import {
  onDemandShares,
  systemTaint,
  type Architecture,
  type Cluster,
  type NodePool,
  type Edition,
} from '@slipway/fleet'
import type { PodSpec } from '@slipway/spec'
import { defaults } from './defaults.ts'
import { poolTaints } from './fence/team-lists.ts'
import type { Machines, ResolvedApp } from './resolved-app.ts'

/**
 * Drops a profile without a pool, and architectures that all machines have, so that objects do not change without
 * effect.
 *
 * @param more keys of taints that the fleet gives the team
 */
export function resolveMachines(
  spec: PodSpec,
  { nodes }: Cluster,
  edition: Edition,
  placement: ResolvedApp['placement'],
  more: readonly string[] = [],
): Machines {
  const architectures: readonly Architecture[] = spec.architectures ?? defaults[edition].architectures
  const pools = nodes.pools.filter((p) => !p.system || (spec.kind === 'daemon' && more.includes(systemTaint.key)))
  const wanted = spec.gpu === undefined ? spec.profile : 'gpu'
  const suits = (pool: NodePool) =>
    pool.profile === wanted &&
    pool.architectures.some((a) => architectures.includes(a)) &&
    (placement !== 'on-demand' || pool.capacity === 'on-demand')
  const profile = wanted !== undefined && spec.kind !== 'daemon' && pools.some(suits) ? wanted : null
  const others = pools.some((p) => p.architectures.some((a) => !architectures.includes(a)))
  const keeps =
    placement === 'spot' &&
    profile === null &&
    (spec.kind === 'http' || spec.kind === 'worker') &&
    (nodes.shareByDefault !== true || edition >= 2)
  return {
    profile,
    architectures: others ? architectures : null,
    share: keeps && nodes.onDemandShare !== undefined ? onDemandShares[nodes.onDemandShare] : null,
    prefersSpot: placement === 'spot' && nodes.spot !== 'overflow',
    tolerated: spec.kind === 'daemon' ? [...poolTaints, ...more] : [],
  }
}
