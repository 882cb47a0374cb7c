import { managedMetrics, type Cluster } from '@slipway/fleet'
import { allow, type Statement } from '../iam/policy.ts'
import { arn } from '../model/value.ts'

/**
 * Rights of Prometheus in AWS: it writes to one workspace and reads nothing
 * (https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-onboard-ingest-metrics-new-Prometheus.html).
 * @returns none while the cluster's file names no workspace
 */
export function metricRights(cluster: Cluster): readonly (readonly Statement[])[] {
  const workspace = managedMetrics(cluster)?.workspace
  if (workspace === undefined) return []
  return [
    [allow('SendMetrics', ['aps:RemoteWrite'], arn(`aps:${cluster.region}:${cluster.account}:workspace/${workspace}`))],
  ]
}
