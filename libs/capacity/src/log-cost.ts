import type { Cluster, Logging, Prices } from '@slipway/fleet'
import { bytes } from '@slipway/spec'
import type { Demand } from './demand.ts'
import { monthHours } from './pool.ts'

export const logs = 'logs'
/** GiB that a pod writes a day. An assumption, not a measurement. */
export const assumedGibibytes = 0.25
const monthDays = monthHours / 24
const gibi = 2 ** 30

/** Below its low watermark a node takes shards: 85 % of its volume. */
const usable = 0.85

export interface LogCost {
  readonly to: Logging['to']
  /** GiB a day at a typical load. */
  readonly daily: number
  /** Days that are asked for. */
  readonly retention: number
  /** The cluster's own store: its volumes in GiB, and the days for which they have room. */
  readonly own: { readonly nodes: number; readonly volume: number; readonly days: number } | null
  /**
   * US dollars of what AWS takes for logs: ingestion and keeping, or volumes; null without prices, or where another's
   * store is paid.
   */
  readonly month: number | null
}

/** @param pods of apps, at a typical load */
export function logCost(logging: Logging, pods: number, { region }: Cluster, prices: Prices | null): LogCost {
  const { to, cluster, retention } = logging
  const daily = pods * assumedGibibytes
  const price = prices?.logs?.[region]
  if (cluster !== undefined) {
    const volume = bytes(cluster.volume) / gibi
    const copies = cluster.nodes === 1 ? 1 : 2
    const all = cluster.nodes * volume
    return {
      to,
      daily,
      retention,
      own: {
        nodes: cluster.nodes,
        volume,
        days: daily === 0 ? retention : Math.floor((all * usable) / (daily * copies)),
      },
      month: price === undefined ? null : all * price.volume,
    }
  }
  const month =
    to === 'cloudwatch' && price !== undefined
      ? daily * monthDays * price.ingested + daily * retention * price.kept
      : null
  return { to, daily, retention, own: null, month }
}

/** The pods of a log store in the cluster, without the collectors on each node. */
export function logDemands({ cluster: own }: Logging, { quiet }: Cluster): readonly Demand[] {
  if (own === undefined) return []
  const of = (cpu: number, memory: number, pods: number, apart: boolean): Demand => ({
    app: logs,
    cpu,
    memory,
    gpu: 0,
    pods,
    placement: 'on-demand',
    prefersSpot: false,
    profile: null,
    architectures: null,
    apart,
    pinned: apart,
    system: false,
  })
  const two = quiet ? 1 : 2
  return [
    of(quiet ? 250 : 1000, bytes(own.memory), own.nodes, true),
    of(quiet ? 100 : 250, gibi, two, false),
    ...(own.by === 'beats' ? [of(quiet ? 100 : 500, 2 * gibi, two, false)] : []),
  ]
}
