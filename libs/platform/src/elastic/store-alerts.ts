import { loggingOf, platformTeam, type Cluster, type Fleet } from '@slipway/fleet'
import type { AlertRule, alertsOf } from '@slipway/manifests'
import { exporter } from './names.ts'

export const storeAlertNames = [
  'LogStoreRed',
  'LogStoreYellow',
  'LogStoreDiskFills',
  'LogWritesRejected',
  'LogsStopped',
] as const
export type StoreAlertName = (typeof storeAlertNames)[number]

/**
 * The operator names a job after its monitor. Names:
 * https://github.com/prometheus-community/elasticsearch_exporter#metrics
 */
const series = (name: string, more = '') => `elasticsearch_${name}{job="${platformTeam}/${exporter}"${more}}`
const isColour = (colour: string) => `max(${series('cluster_health_status', `,color="${colour}"`)}) == 1`
// By the indices behind the data streams: of all indices it never stands still, for Kibana writes to its own every few
// seconds.
const indexed = series('index_stats_indexing_index_total', ',index=~"[.]ds-logs-.*"')

export function storeAlerts(
  cluster: Cluster,
  fleet: Fleet,
  alert: ReturnType<typeof alertsOf<StoreAlertName>>,
): readonly AlertRule[] {
  if (loggingOf(cluster, fleet)?.cluster === undefined) return []
  return [
    alert(
      'page',
      'LogStoreRed',
      '5m',
      isColour('red'),
      'a part of the logs is in no node of Elasticsearch: it cannot be read or written',
    ),
    // While a node is replaced it is yellow, too.
    alert('ticket', 'LogStoreYellow', '1h', isColour('yellow'), 'logs have had no second copy for an hour'),
    // At 85 % used a node gets no further shards, at 90 % it loses some, at 95 % nothing is written any more.
    alert(
      'ticket',
      'LogStoreDiskFills',
      '10m',
      `min by (name) (${series('filesystem_data_available_bytes')} / ${series('filesystem_data_size_bytes')}) < 0.2`,
      'the volume of {{ $labels.name }} has {{ $value | humanizePercentage }} left',
    ),
    alert(
      'ticket',
      'LogWritesRejected',
      '10m',
      `sum(increase(${series('thread_pool_rejected_count', ',type="write"')}[10m])) > 0`,
      'Elasticsearch refuses writes: more comes than it can take',
    ),
    // Prometheus itself logs all the time, so nothing at all is no quiet hour. Without the exporter nobody knows.
    alert(
      'ticket',
      'LogsStopped',
      '15m',
      `sum(increase(${indexed}[10m])) == 0 or absent(${indexed})`,
      'no log has reached Elasticsearch for a quarter of an hour, or nobody can ask it',
    ),
  ]
}
