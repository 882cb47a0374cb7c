import { coreOf, machineNamed, type Logging, type Prices } from '@slipway/fleet'
import type { ClusterModel } from '@slipway/model'
import { addOnDemands } from './add-ons.ts'
import { everyNode } from './allocatable.ts'
import { plus } from './amount.ts'
import { addOns, type ByLoad, daemonsOf, demandsOf, eachLoad, podsOf } from './demand.ts'
import { functionCosts, type FunctionCost } from './function-cost.ts'
import { type FailureScenario, failureScenarios } from './failure-scenarios.ts'
import { insightsCost, type InsightsCost } from './insights-cost.ts'
import { type LogCost, logCost, logDemands, logs } from './log-cost.ts'
import { type Node, pack, sharesOf, type Unschedulable } from './pack.ts'
import { monthOf, poolOf } from './pool.ts'

/** `month`: estimated US dollars; null where a price is missing. */
export interface AppCapacity {
  readonly pods: number
  readonly month: number | null
}

export interface LoadCapacity {
  readonly pods: number
  /** Requests of apps and add-ons, in millicores and bytes. */
  readonly cpu: number
  readonly memory: number
  /** By pool, in the fleet's order; `core` are the first nodes. */
  readonly nodes: ReadonlyMap<string, number>
  readonly unschedulable: readonly Unschedulable[]
  readonly month: number | null
}

export interface ClusterCapacity {
  readonly cluster: string
  readonly environment: string
  readonly at: ByLoad<LoadCapacity>
  /** `add-ons` has the first nodes and those of the system pool. */
  readonly apps: ReadonlyMap<string, ByLoad<AppCapacity>>
  readonly failures: readonly FailureScenario[]
  readonly functions: readonly FunctionCost[]
  /** null where they go nowhere. */
  readonly logs: LogCost | null
  /** null where there is none. */
  readonly insights: InsightsCost | null
}

/** By owner; add-ons pay for nodes without pods. */
function bills(nodes: readonly Node[], core: number | null): ReadonlyMap<string, number | null> {
  const by = new Map<string, number | null>([[addOns, core]])
  for (const node of nodes) {
    const shares = sharesOf(node)
    for (const [owner, share] of shares.size === 0 ? new Map([[addOns, 1]]) : shares) {
      const before = by.get(owner)
      by.set(owner, plus(before === undefined ? 0 : before, node.month === null ? null : node.month * share))
    }
  }
  return by
}

/**
 * At each load: nodes, money by app, what does not fit, what a failure does. Pure; estimated from list prices.
 * @param prices null: no money
 * @param logging where logs go
 */
export function capacityOf(
  { cluster, apps, functions }: ClusterModel,
  prices: Prices | null,
  logging?: Logging,
): ClusterCapacity {
  const shipped = logging === undefined ? [] : logDemands(logging, cluster)
  const daemons = daemonsOf(apps, everyNode)
  const pools = cluster.nodes.pools.map((pool) => poolOf(pool, cluster, prices, daemons))
  const core = coreOf(cluster.nodes)
  const machine = machineNamed(core.machine)
  const price = machine === undefined ? null : monthOf(machine, cluster.region, prices)
  const packed = eachLoad((load) => {
    const demands = [...addOnDemands(cluster), ...shipped, ...apps.flatMap((app) => demandsOf(app, load))]
    const { nodes, unschedulable } = pack(demands, pools, cluster.zones)
    const bill = bills(nodes, price === null ? null : price * core.nodes)
    const at: LoadCapacity = {
      pods: demands.reduce((sum, d) => sum + d.pods, 0),
      cpu: demands.reduce((sum, d) => sum + d.pods * d.cpu, 0),
      memory: demands.reduce((sum, d) => sum + d.pods * d.memory, 0),
      nodes: new Map([
        ['core', core.nodes],
        ...pools.map(({ name }) => [name, nodes.filter(({ pool }) => pool === name).length] as const),
      ]),
      unschedulable,
      month: [...bill.values()].reduce(plus, 0),
    }
    return { at, nodes, bill }
  })
  const appAt = (name: string, pods: ByLoad<number>): readonly [string, ByLoad<AppCapacity>] => [
    name,
    eachLoad((load) => {
      const month = packed[load].bill.get(name)
      return { pods: pods[load], month: month === undefined ? 0 : month }
    }),
  ]
  const { nodes: machines, pods: all } = packed.typical.at
  const scaled = apps.filter(({ kind }) => kind !== 'daemon')
  return {
    cluster: cluster.name,
    environment: cluster.environment,
    at: eachLoad((load) => packed[load].at),
    apps: new Map([
      ...scaled.map((app) => appAt(app.name, podsOf(app))),
      ...(shipped.length === 0
        ? []
        : [
            appAt(
              logs,
              eachLoad(() => shipped.reduce((sum, { pods }) => sum + pods, 0)),
            ),
          ]),
      appAt(
        addOns,
        eachLoad(() => 0),
      ),
    ]),
    failures: failureScenarios(packed.typical.nodes, pools, cluster.zones),
    functions: functionCosts(functions, prices),
    logs:
      logging === undefined
        ? null
        : logCost(
            logging,
            scaled.reduce((sum, app) => sum + podsOf(app).typical, 0),
            cluster,
            prices,
          ),
    insights: insightsCost(
      cluster,
      [...machines.values()].reduce((sum, count) => sum + count, 0),
      all,
      prices,
    ),
  }
}
