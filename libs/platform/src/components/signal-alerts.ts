import { loggingOf, managedMetrics, platformTeam, tracingOf, type Cluster, type Fleet } from '@slipway/fleet'
import { monitoringNamespace, type AlertRule, type alertsOf } from '@slipway/manifests'
import { logCollector } from '../signals/log-config.ts'
import { traceCollector } from '../signals/trace-config.ts'

/** Logs, traces and metrics that do not get to where they are kept. */
export const signalAlertNames = ['LogsNotSent', 'TracesNotSent', 'MetricsNotSent', 'MetricsLate'] as const
export type SignalAlertName = (typeof signalAlertNames)[number]
type MakeAlert = ReturnType<typeof alertsOf<SignalAlertName>>

/** The operator names a job after its monitor. */
const of = (collector: string) => `{job="${platformTeam}/${collector}"}`
const grew = (metric: string, collector: string) => `sum(increase(otelcol_${metric}${of(collector)}[10m]))`
/** The queue is half full: at a batch a second, a quarter of an hour of one node. */
const piled = (collector: string) =>
  `max(otelcol_exporter_queue_size${of(collector)} / otelcol_exporter_queue_capacity${of(collector)}) > 0.5`
/** Refused by the store for good, or by a queue that is full: both are lost. */
const lost = (records: string, collector: string) =>
  ['send', 'enqueue'].map((at) => `${grew(`exporter_${at}_failed_${records}`, collector)} > 0`).join(' or ')

/** Names as the collector of 0.160 exposes them: https://opentelemetry.io/docs/collector/internal-telemetry/ */
function collectorAlerts(cluster: Cluster, fleet: Fleet, alert: MakeAlert): readonly AlertRule[] {
  const store = loggingOf(cluster, fleet)
  const [logs, traces] = [store !== undefined && store.cluster?.by !== 'beats', tracingOf(cluster) !== undefined]
  const records = 'log_records'
  // Without an error either: a store that does not answer is tried again for ever.
  const stands = `${grew(`receiver_accepted_${records}`, logCollector)} > 0 unless ${grew(`exporter_sent_${records}`, logCollector)} > 0`
  return [
    ...(logs
      ? [
          alert(
            'ticket',
            'LogsNotSent',
            '10m',
            `${lost(records, logCollector)} or ${piled(logCollector)} or (${stands})`,
            'log records do not reach their store: they wait on the nodes, or are lost',
          ),
        ]
      : []),
    // A collector that sends nothing may be sound: of few traces, sampling may keep none.
    ...(traces
      ? [
          alert(
            'ticket',
            'TracesNotSent',
            '10m',
            `${lost('spans', traceCollector)} or ${piled(traceCollector)}`,
            'spans do not reach their store: they are lost after five minutes',
          ),
        ]
      : []),
  ]
}

const remote = (metric: string) => `prometheus_remote_storage_${metric}{namespace="${monitoringNamespace}"}`

/** In place of two rules of the chart, which lead to another's pages and to nobody's team (addons/prometheus.ts). */
function remoteWriteAlerts(cluster: Cluster, alert: MakeAlert): readonly AlertRule[] {
  if (managedMetrics(cluster)?.workspace === undefined) return []
  const rate = (metric: string) => `sum by (pod) (rate(${remote(metric)}[5m]))`
  const failed = rate('samples_failed_total')
  const latest = (metric: string) => `max_over_time(${remote(`queue_highest_${metric}`)}[5m])`
  return [
    alert(
      'ticket',
      'MetricsNotSent',
      '15m',
      `${failed} / (${failed} + ${rate('samples_total')}) > 0.01`,
      '{{ $labels.pod }} loses {{ $value | humanizePercentage }} of what it sends to the workspace',
    ),
    alert(
      'ticket',
      'MetricsLate',
      '15m',
      `max by (pod) (${latest('timestamp_seconds')} - ${latest('sent_timestamp_seconds')}) > 120`,
      '{{ $labels.pod }} is more than two minutes behind in sending to the workspace',
    ),
  ]
}

export const signalAlerts = (cluster: Cluster, fleet: Fleet, alert: MakeAlert): readonly AlertRule[] => [
  ...collectorAlerts(cluster, fleet, alert),
  ...remoteWriteAlerts(cluster, alert),
]
