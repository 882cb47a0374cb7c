import type { SignalAlertName } from '../components/signal-alerts.ts'
import type { Runbook } from './runbook.ts'

export const signalRunbooks: Readonly<Record<SignalAlertName, Runbook>> = {
  LogsNotSent: {
    means:
      'The collectors of logs cannot hand records to their store. What the store refuses is lost; while it does not answer, records wait on the disk of each node until 2,000 batches are full. Requests of apps are not affected.',
    looks: [
      'What the collectors say: `kubectl -n monitoring logs -l app.kubernetes.io/name=log-collector --tail=20`: refused (401, 403, 400), or no answer.',
      'One node or all: Prometheus, `otelcol_exporter_queue_size{job="platform/log-collector"}` by pod.',
      "The store itself: its status page, its disks, its quotas. CloudWatch: the metric `ThrottleCount`; and the account's rights, `<cluster>-addon-log-collector`.",
    ],
    actions: [
      'Refused for its key: put the new header into `<environment>/platform/log-store` of Secrets Manager, then restart: `kubectl -n monitoring rollout restart daemonset log-collector`.',
      'Too much: find the loud app (volume by app in the store) and give it a share in `logging.keep`.',
      'The store is away: nothing to do here; what waits is sent when it is back, oldest first. To read meanwhile: `kubectl logs`.',
      'A full queue on one node whose disk fills: see NodeDiskFull.',
    ],
  },
  TracesNotSent: {
    means:
      'The collector of traces cannot hand spans to their store. It holds them in memory and gives each up after five minutes, so traces of this time are lost. Requests are not affected.',
    looks: [
      'What it says: `kubectl -n istio-system logs -l app.kubernetes.io/name=trace-collector --tail=20`.',
      'Whether its store answers, at `tracing.address` of the cluster.',
      'How much waits: Prometheus, `otelcol_exporter_queue_size{job="platform/trace-collector"}`.',
    ],
    actions: [
      'Refused: mend the key or the rights at the store.',
      'Too many: lower `tracing.sample` of the cluster; traces with errors are kept whatever it says.',
      'The store is away: nothing to do here. Logs have the same trace ids.',
    ],
  },
  MetricsNotSent: {
    means:
      'The workspace of Amazon Managed Prometheus refuses samples for good: they are lost there. In the cluster nothing is: alerts, canaries and dashboards ask its own Prometheus, which keeps 15 days.',
    looks: [
      'What it says: `kubectl -n monitoring logs prometheus-kube-prometheus-stack-prometheus-0 -c prometheus | grep remote`.',
      "400: out of order or too old; 403: rights; 429: the workspace's quota of active series or of samples a second.",
      "The workspace's own metrics in CloudWatch, namespace `AWS/Prometheus`: `DiscardedSamples` by reason.",
    ],
    actions: [
      '403: deploy `<cluster>-addon-prometheus`; look whether the pod has its identity (`aws eks list-pod-identity-associations`).',
      "429: ask AWS for a higher quota, or send less: `send: 'recorded'` in `metrics.amp` of the cluster.",
      "400 of one series: two write it; each team's recorded names begin with its own.",
    ],
  },
  MetricsLate: {
    means:
      'What Prometheus sends to the workspace is more than two minutes behind. It reads on from its log of two hours; past that, samples are lost there. In the cluster nothing is.',
    looks: [
      'Does the workspace answer: `kubectl -n monitoring logs prometheus-kube-prometheus-stack-prometheus-0 -c prometheus | grep remote`.',
      'How far behind and with how many senders: `prometheus_remote_storage_shards` and `prometheus_remote_storage_shards_max`.',
      'Is Prometheus itself short of cpu or memory: dashboard "Cluster".',
    ],
    actions: [
      'No answer, or 429: see MetricsNotSent.',
      "All senders in use: `send: 'recorded'`, or more of them by `maxShards` in the add-on's values.",
      'It began with many new series: find who has them, `topk(5, count by (job) ({__name__=~".+"}))`.',
    ],
  },
}
