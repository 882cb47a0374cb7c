import type { StoreAlertName } from '../elastic/store-alerts.ts'
import type { Runbook } from './runbook.ts'

const ask =
  'kubectl -n monitoring exec logs-es-all-0 -c elasticsearch -- curl -sk -u "elastic:$PASSWORD" "https://localhost:9200/PATH"'
const password =
  "first PASSWORD=$(...) of `kubectl -n monitoring get secret logs-es-elastic-user -o go-template='{{.data.elastic | base64decode}}'`"
const asking = (path: string) => `\`${ask.replace('PATH', path)}\`; ${password}.`
const said =
  'What the operator says: `kubectl -n monitoring describe elasticsearch logs`, and `logs elastic-operator-0`.'
const pods = 'Its nodes: `kubectl -n monitoring get pods -l elasticsearch.k8s.elastic.co/cluster-name=logs -o wide`.'

/** Elasticsearch that a cluster runs itself (docs/logs.md). */
export const storeRunbooks: Readonly<Record<StoreAlertName, Runbook>> = {
  LogStoreRed: {
    means:
      'A shard has no copy on any node: its logs cannot be read, and streams that write to it stand still. Apps are not affected; Logstash keeps up to 4 GB on each of its volumes, then Filebeat waits and the kubelet rotates the oldest lines away.',
    looks: [pods, `Why: ${asking('_cluster/allocation/explain?pretty')}`, said],
    actions: [
      'A node is Pending: its volume is bound to a zone, so that zone needs room on an on-demand machine. See [PodPending](PodPending.md).',
      'Two nodes were lost with their volumes: what is in no copy is gone. Give each red stream a new index to write to, `POST /logs-slipway-TEAM/_rollover`, then delete the red one: Elasticsearch refuses to delete the index that a stream writes to.',
      'Never take the object Elasticsearch away to start anew: its volumes stay, but nothing binds them again by itself.',
    ],
  },
  LogStoreYellow: {
    means:
      'Shards have had no second copy for an hour: nothing is lost yet, but one more node would lose it. No node may leave meanwhile, so drains wait.',
    looks: [pods, `Why: ${asking('_cluster/allocation/explain?pretty')}`, said],
    actions: [
      'A node is away: see why its pod is not ready. It is back as soon as it has its volume.',
      'Disks over 85 % take no copies: see [LogStoreDiskFills](LogStoreDiskFills.md).',
      'One node alone: the setting of copies is told each hour by the CronJob `log-retention`; look at its last run.',
    ],
  },
  LogStoreDiskFills: {
    means:
      'A volume of Elasticsearch has less than a fifth left. At 85% used the node gets no further shards, at 90% shards move away, at 95% all its streams become read-only.',
    looks: [
      `Which streams: ${asking('_data_stream/logs-*/_stats?human')}`,
      'Which app is loud: Kibana, count by `team` and `app` of the last day against the week before.',
      'Whether the retention is what git says: the last run of the CronJob `log-retention`, `kubectl -n monitoring get jobs`.',
    ],
    actions: [
      'Grow the volumes: raise `volume` in `logging.cluster`, and merge. The StorageClass allows it, and the operator does it while they run.',
      'Or more nodes: raise `nodes` by one or two. Shards move one at a time, at 40 MB a second; watch CPU and disks of the nodes, and add no second before it is green.',
      'Or keep less: lower `retention`, or give the loud app a share in `logging.keep`.',
      'Read-only already: after there is room, Elasticsearch takes the block away by itself.',
    ],
  },
  LogWritesRejected: {
    means:
      'The queue of writes of a node was full, and it refused. Logstash and the collector try again, so nothing is lost yet, but logs are late.',
    looks: [
      'Which node, and since when: Prometheus, `elasticsearch_thread_pool_rejected_count{type="write"}` by name.',
      'CPU and disk of that node: dashboard "Cluster". Are shards moving: `elasticsearch_cluster_health_relocating_shards`.',
      'Which app is loud: Kibana, count by `team` and `app`.',
    ],
    actions: [
      'One loud app: give it a share in `logging.keep`.',
      'All of it: more nodes, one after the other; or more `memory` for each.',
      'While shards move after a change of nodes: wait until it is green.',
    ],
  },
  LogsStopped: {
    means:
      'Nothing was written for a quarter of an hour, or the exporter that asks Elasticsearch is away. Lines wait in Logstash and on the nodes, and are read later unless the kubelet rotates them away.',
    looks: [
      'From the end: is Elasticsearch green, is the pod of `log-store-exporter` ready?',
      'Logstash: `kubectl -n monitoring logs logs-ls-0 --tail=30`: refused (401, 403), no answer, or a pipeline that does not start.',
      "Filebeat: `kubectl -n monitoring logs -l beat.k8s.elastic.co/name=filebeat --tail=20`: connection, certificate. With `by: 'collector'`: [LogsNotSent](LogsNotSent.md).",
    ],
    actions: [
      'It began with a merge of the pipeline: take it back.',
      'A certificate: that between Filebeat and Logstash is made once for ten years; both read it only when they start. Restart both: `kubectl -n monitoring rollout restart statefulset logs-ls`, `daemonset filebeat-beat-filebeat`.',
      'Read-only streams: see [LogStoreDiskFills](LogStoreDiskFills.md).',
    ],
  },
}
