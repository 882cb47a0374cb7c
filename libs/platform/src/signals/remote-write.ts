import { managedMetrics, type Cluster } from '@slipway/fleet'

/** What rules record has a colon in its name (https://prometheus.io/docs/practices/rules/); alerts say what fired. */
const recorded = '.+:.+|ALERTS|ALERTS_FOR_STATE'

/**
 * Values of the chart by which Prometheus sends to a workspace of Amazon's, signed by its pod's identity
 * (https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-onboard-ingest-metrics-remote-write-EKS.html). The queue's numbers are AWS's own.
 */
export function remoteWrite(cluster: Cluster) {
  const { workspace, send } = managedMetrics(cluster) ?? { workspace: undefined, send: 'recorded' }
  if (workspace === undefined) return {}
  return {
    remoteWrite: [
      {
        url: `https://aps-workspaces.${cluster.region}.amazonaws.com/workspaces/${workspace}/api/v1/remote_write`,
        sigv4: { region: cluster.region },
        queueConfig: { maxSamplesPerSend: 1000, maxShards: 200, capacity: 2500 },
        ...(send === 'all'
          ? {}
          : { writeRelabelConfigs: [{ sourceLabels: ['__name__'], regex: recorded, action: 'keep' }] }),
      },
    ],
  }
}
