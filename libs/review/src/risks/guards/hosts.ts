import type { Entity } from '../../read/entity.ts'
import type { Opening } from '../covers.ts'
import type { RiskLevel } from '../level.ts'

/** Hosts that nobody answered for before have lost nothing. */
export const newHosts =
  (hostsOf: (entity: Entity) => readonly Opening[]) =>
  (after: Entity, before: Entity | undefined): readonly Opening[] => {
    const known = new Set((before === undefined ? [] : hostsOf(before)).map(([host]) => host))
    return hostsOf(after)
      .filter(([host]) => !known.has(host))
      .map(([host = '']) => [host])
  }

/** A removed host answers no request any more; beside a removed path the others still do. */
export const byHost = (now: readonly Opening[]): RiskLevel =>
  now.some(([, path]) => path === 'host') ? 'high' : 'medium'
