import { cacheName, cachePort } from '@slipway/fleet'
import type { CacheNeed, CacheNode } from '@slipway/spec'
import type { Modelled } from './need.ts'

/** A complete cache, which every writer writes. */
export interface Cache {
  /** The id of the replication group, of its user and of the user group. */
  readonly id: string
  readonly engine: 'valkey'
  readonly version: string
  /** The parameter group's family: `valkey8`. */
  readonly family: string
  readonly node: CacheNode
  readonly port: number
  /** Beside the first machine, each in another zone while there are. */
  readonly replicas: number
  readonly parameters: Readonly<Record<string, string>>
  /** The app's rights as Valkey's ACL: everything but commands on the machine, or on all keys at once. */
  readonly access: string
}

export function cacheOf(need: CacheNeed, { name, team, place, isLast }: Modelled): Cache {
  const [, version = ''] = need.engine.split('-')
  return {
    id: cacheName(name, team, place),
    engine: 'valkey',
    version,
    family: `valkey${version.split('.')[0] ?? ''}`,
    node: need.node ?? 'cache.t4g.small',
    port: cachePort,
    replicas: need.replicas ?? (isLast ? 1 : 0),
    parameters: { 'maxmemory-policy': need.full === 'refuse' ? 'noeviction' : 'allkeys-lru' },
    // Clients ask INFO before they are ready.
    access: 'on ~* &* +@all -@dangerous +info',
  }
}

/** ElastiCache's names of its machines, from 001. */
export const cacheMachines = ({ id, replicas }: Pick<Cache, 'id' | 'replicas'>): readonly string[] =>
  Array.from({ length: replicas + 1 }, (_, i) => `${id}-${String(i + 1).padStart(3, '0')}`)
