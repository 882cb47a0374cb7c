import type { Demand } from './demand.ts'
import { type Node, pack, type Unschedulable } from './pack.ts'
import type { Pool } from './pool.ts'

/** All nodes of a zone or spot pool fail at once. */
export interface FailureScenario {
  readonly kind: 'zone' | 'spot-pool'
  readonly name: string
  readonly nodes: number
  readonly pods: number
  readonly down: readonly string[]
  /** For a volume in the lost zone. */
  readonly waiting: readonly string[]
  /** Nodes to start until everything else runs. */
  readonly started: number
  readonly unschedulable: readonly Unschedulable[]
}

function podsBy<K>(nodes: readonly Node[], keyOf: (demand: Demand) => K): ReadonlyMap<K, number> {
  const by = new Map<K, number>()
  for (const { demand, count } of nodes.flatMap(({ pods }) => pods))
    by.set(keyOf(demand), (by.get(keyOf(demand)) ?? 0) + count)
  return by
}

function failNodes(
  scenario: Pick<FailureScenario, 'kind' | 'name'>,
  nodes: readonly Node[],
  isLost: (node: Node) => boolean,
  pools: readonly Pool[],
  zones: readonly string[],
): FailureScenario {
  const [lost, kept] = [nodes.filter(isLost), nodes.filter((node) => !isLost(node))]
  const before = podsBy(nodes, ({ app }) => app)
  const gone = podsBy(lost, ({ app }) => app)
  const waits = ({ pinned }: Demand) => pinned && scenario.kind === 'zone'
  const demands = [...podsBy(lost, (demand) => demand)]
  const again = demands.filter(([demand]) => !waits(demand)).map(([demand, pods]) => ({ ...demand, pods }))
  const after = pack(again, pools, zones, kept)
  const waiting = demands.filter(([demand]) => waits(demand)).map(([{ app }]) => app)
  return {
    ...scenario,
    nodes: lost.length,
    pods: [...gone.values()].reduce((a, b) => a + b, 0),
    down: [...gone.keys()].filter((app) => before.get(app) === gone.get(app)).sort(),
    waiting: [...new Set(waiting)].sort(),
    started: after.nodes.length - kept.length,
    unschedulable: after.unschedulable,
  }
}

/** A spot pool with `fallback` starts on-demand machines, at their price. */
export function failureScenarios(
  nodes: readonly Node[],
  pools: readonly Pool[],
  zones: readonly string[],
): readonly FailureScenario[] {
  const ofZones = (zones.length < 2 ? [] : zones).map((name) => {
    const others = zones.filter((zone) => zone !== name)
    return failNodes({ kind: 'zone', name }, nodes, ({ zone }) => zone === name, pools, others)
  })
  const spotPools = pools.filter((pool) => pool.capacity === 'spot' && nodes.some((node) => node.pool === pool.name))
  const ofSpot = spotPools.map(({ name }) => {
    const rest = pools.flatMap((pool): readonly Pool[] =>
      pool.name !== name ? [pool] : pool.fallback === true ? [{ ...pool, capacity: 'on-demand', discount: 1 }] : [],
    )
    return failNodes({ kind: 'spot-pool', name }, nodes, ({ pool }) => pool === name, rest, zones)
  })
  return [...ofZones, ...ofSpot]
}
