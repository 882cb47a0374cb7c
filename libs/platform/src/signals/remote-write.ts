import { awsDomain, managedMetrics, type Cluster } from '@slipway/fleet'

/**
 * Recorded series have a colon in their name (https://prometheus.io/docs/practices/rules/); ALERTS are the alerts that
 * fired.
 */
const recorded = '.+:.+|ALERTS|ALERTS_FOR_STATE'

/** The chart's alerts that ours stand in for, so that nobody hears of one thing twice (components/signal-alerts.ts). */
export const replacedRules = (cluster: Cluster) =>
  managedMetrics(cluster)?.workspace === undefined
    ? {}
    : { disabled: { PrometheusRemoteStorageFailures: true, PrometheusRemoteWriteBehind: true } }

/**
 * Values of the chart by which Prometheus sends to a workspace of Amazon's, signed by its pod's identity
 * (https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-onboard-ingest-metrics-remote-write-EKS.html). The
 * queue's numbers are AWS's own.
 */
export function remoteWrite(cluster: Cluster) {
  const { workspace, send } = managedMetrics(cluster) ?? { workspace: undefined, send: 'recorded' }
  if (workspace === undefined) return {}
  return {
    // The workspace keeps the samples of one replica, known by this label and `cluster`: else it keeps, and bills, all
    // twice (https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-ingest-dedupe.html).
    replicaExternalLabelName: '__replica__',
    remoteWrite: [
      {
        url: `https://aps-workspaces.${cluster.region}.${awsDomain(cluster.region)}/workspaces/${workspace}/api/v1/remote_write`,
        sigv4: { region: cluster.region },
        queueConfig: { maxSamplesPerSend: 1000, maxShards: 200, capacity: 2500 },
        ...(send === 'all'
          ? {}
          : { writeRelabelConfigs: [{ sourceLabels: ['__name__'], regex: recorded, action: 'keep' }] }),
      },
    ],
  }
}
