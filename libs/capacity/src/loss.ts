import type { Demand } from './demand.ts'
import { type Left, type Node, pack } from './pack.ts'
import type { Pool } from './pool.ts'

/** What it means that some nodes are gone at once. */
export interface Loss {
  /** `zone eu-west-1a` or `spot pool spot`. */
  readonly of: string
  readonly nodes: number
  readonly pods: number
  /** Apps that have no pod left until new ones run. */
  readonly down: readonly string[]
  /** Apps whose volume is in the lost zone: their pods wait until it is back. */
  readonly waiting: readonly string[]
  /** Nodes that have to be started until everything else runs again. */
  readonly started: number
  /** What does not fit then. */
  readonly left: readonly Left[]
}

const sum = (pods: Iterable<readonly [string, number]>): Map<string, number> => {
  const by = new Map<string, number>()
  for (const [app, count] of pods) by.set(app, (by.get(app) ?? 0) + count)
  return by
}

const podsOn = (nodes: readonly Node[]) => nodes.flatMap(({ pods }) => pods)

/** Loses some nodes and packs their pods again, beside what still runs. */
function lose(
  of: string,
  nodes: readonly Node[],
  gone: (node: Node) => boolean,
  pools: readonly Pool[],
  zones: readonly string[],
  zone: boolean,
): Loss {
  const lost = nodes.filter(gone)
  const kept = nodes.filter((n) => !gone(n))
  const had = sum(podsOn(nodes).map(({ demand, count }) => [demand.app, count] as const))
  const took = sum(podsOn(lost).map(({ demand, count }) => [demand.app, count] as const))
  const all = new Map<Demand, number>()
  for (const { demand, count } of podsOn(lost)) all.set(demand, (all.get(demand) ?? 0) + count)
  const waits = (demand: Demand) => zone && demand.pinned
  const again = [...all].filter(([demand]) => !waits(demand)).map(([demand, pods]) => ({ ...demand, pods }))
  const after = pack(again, pools, zones, kept)
  return {
    of,
    nodes: lost.length,
    pods: [...took.values()].reduce((a, b) => a + b, 0),
    down: [...took]
      .filter(([app, count]) => had.get(app) === count)
      .map(([app]) => app)
      .sort(),
    waiting: [...new Set([...all.keys()].filter(waits).map(({ app }) => app))].sort(),
    started: after.nodes.length - kept.length,
    left: after.left,
  }
}

/** Each zone, and each spot pool, gone at once. A spot pool that falls back starts on-demand machines, at their price. */
export function losses(nodes: readonly Node[], pools: readonly Pool[], zones: readonly string[]): readonly Loss[] {
  const ofZones =
    zones.length < 2
      ? []
      : zones.map((zone) =>
          lose(
            `zone ${zone}`,
            nodes,
            (n) => n.zone === zone,
            pools,
            zones.filter((z) => z !== zone),
            true,
          ),
        )
  const spots = pools.filter((p) => p.capacity === 'spot' && nodes.some((n) => n.pool === p.name))
  const ofSpot = spots.map((spot) => {
    const rest = pools.flatMap((p) => (p !== spot ? [p] : p.fallback ? [{ ...p, capacity: 'on-demand' as const }] : []))
    return lose(`spot pool ${spot.name}`, nodes, (n) => n.pool === spot.name, rest, zones, false)
  })
  return [...ofZones, ...ofSpot]
}
