import { insightsOf, type Cluster, type Prices } from '@slipway/fleet'
import { monthHours } from './pool.ts'

/**
 * Metrics that each node and each pod with one container has, each observed once a minute: a floor, for CloudWatch also
 * counts services, namespaces and the API server, and some metrics in more than one grouping.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/container-insights-eks-classic-metrics.html
 */
const metricsOf = { node: 12, pod: 9 + 2 } as const
const monthMinutes = monthHours * 60
const million = 1_000_000

export interface InsightsCost {
  /** A month, at a typical load. */
  readonly observations: number
  /** US dollars, at least; null without prices. Excludes the storage of log groups. */
  readonly month: number | null
}

/** @returns null where the cluster has none of it */
export function insightsCost(
  cluster: Cluster,
  nodes: number,
  pods: number,
  prices: Prices | null,
): InsightsCost | null {
  if (insightsOf(cluster) === undefined) return null
  const observations = (nodes * metricsOf.node + pods * metricsOf.pod) * monthMinutes
  const price = prices?.insights?.[cluster.region]
  return { observations, month: price === undefined ? null : (observations / million) * price }
}
