import { coreOf, machineNamed, type Prices } from '@slipway/fleet'
import type { ClusterModel } from '@slipway/model'
import { addOnDemands } from './add-ons.ts'
import { daemonsOf, demandsOf, type Load, loads, podsOf } from './demand.ts'
import { type Loss, losses } from './loss.ts'
import { type Left, type Node, pack, sharesOf } from './pack.ts'
import { monthOf, poolOf } from './pool.ts'
import { everyNode } from './room.ts'

/** What one app has and costs at a load; US dollars a month, an estimate, null where a price is missing. */
export interface AppAt {
  readonly pods: number
  readonly month: number | null
}

export interface At {
  readonly pods: number
  /** What all pods of apps and add-ons ask for, in millicores and bytes. */
  readonly cpu: number
  readonly memory: number
  /** Nodes by pool, the pools in the fleet's order; `core` are the nodes that the cluster begins with. */
  readonly nodes: ReadonlyMap<string, number>
  readonly left: readonly Left[]
  readonly month: number | null
}

export interface ClusterCapacity {
  readonly cluster: string
  readonly environment: string
  readonly at: Readonly<Record<Load, At>>
  /** By app; `add-ons` has the nodes that the cluster begins with and those of the system pool. */
  readonly apps: ReadonlyMap<string, Readonly<Record<Load, AppAt>>>
  /** What happens when something is lost at the typical load. */
  readonly losses: readonly Loss[]
}

/** What is not an app's. */
export const addOns = 'add-ons'

const plus = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a + b)

/** The owner of some pods, as the table of apps names it. */
const ownerOf = (app: string): string => (app.startsWith('add-on ') ? addOns : app)

/** By owner what it costs a month; nodes with no pod on them are nobody's, so the add-ons'. */
function bills(nodes: readonly Node[], core: number | null): ReadonlyMap<string, number | null> {
  const by = new Map<string, number | null>([[addOns, core]])
  for (const node of nodes) {
    const shares = sharesOf(node)
    for (const [app, share] of shares.size === 0 ? new Map([[addOns, 1]]) : shares) {
      const owner = ownerOf(app)
      by.set(owner, plus(by.has(owner) ? (by.get(owner) ?? null) : 0, node.month === null ? null : node.month * share))
    }
  }
  return by
}

/**
 * What a cluster needs at its fewest, typical and most pods: nodes, money by app, what does not fit, and what a loss does. Pure; money is
 * an estimate from list prices.
 * @param prices null where the fleet has none: then there is no money
 */
export function capacityOf({ cluster, apps }: ClusterModel, prices: Prices | null): ClusterCapacity {
  const daemons = daemonsOf(apps, everyNode)
  const pools = cluster.nodes.pools.map((p) => poolOf(p, cluster, prices, daemons))
  const core = coreOf(cluster.nodes)
  const machine = machineNamed(core.machine)
  const price = machine === undefined ? null : monthOf(machine, cluster.region, prices)
  const coreMonth = price === null ? null : price * core.nodes
  const packed = loads.map((load) => {
    const demands = [...addOnDemands(cluster), ...apps.flatMap((app) => demandsOf(app, load))]
    const packing = pack(demands, pools, cluster.zones)
    const paid = bills(packing.nodes, coreMonth)
    const at: At = {
      pods: demands.reduce((sum, d) => sum + d.pods, 0),
      cpu: demands.reduce((sum, d) => sum + d.pods * d.cpu, 0),
      memory: demands.reduce((sum, d) => sum + d.pods * d.memory, 0),
      nodes: new Map([
        ['core', core.nodes],
        ...pools.map((p) => [p.name, packing.nodes.filter((n) => n.pool === p.name).length] as const),
      ]),
      left: packing.left,
      month: [...paid.values()].reduce(plus, 0),
    }
    return { at, packing, paid }
  })
  const [fewest, typical, most] = packed
  if (fewest === undefined || typical === undefined || most === undefined) throw new Error('three loads')
  const appAt = (paid: ReadonlyMap<string, number | null>, name: string, pods: number): AppAt => ({
    pods,
    month: paid.has(name) ? (paid.get(name) ?? null) : 0,
  })
  const rows = apps.filter((a) => a.kind !== 'daemon').map((app) => [app.name as string, podsOf(app)] as const)
  return {
    cluster: cluster.name,
    environment: cluster.environment,
    at: { fewest: fewest.at, typical: typical.at, most: most.at },
    apps: new Map(
      [...rows, [addOns, { fewest: 0, typical: 0, most: 0 }] as const].map(([name, pods]) => [
        name,
        {
          fewest: appAt(fewest.paid, name, pods.fewest),
          typical: appAt(typical.paid, name, pods.typical),
          most: appAt(most.paid, name, pods.most),
        },
      ]),
    ),
    losses: losses(typical.packing.nodes, pools, cluster.zones),
  }
}
