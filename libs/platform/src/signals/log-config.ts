import type { Cluster, Logging } from '@slipway/fleet'
import { monitoringNamespace } from '@slipway/manifests'
import { healthCheck, memoryLimiter, selfTelemetry } from './collector-self.ts'
import { dropConditions, fieldStatements, redactStatements } from './log-fields.ts'
import { logExporting } from './log-exporters.ts'
import { logReceiver, logState } from './log-reading.ts'

/** The DaemonSet's pods begin with it. */
export const logCollector = 'log-collector'

/**
 * A stream for each team, by whose name rights are; a dash ends a part of it:
 * https://www.elastic.co/docs/reference/ecs/ecs-data_stream
 */
const streams = [
  'set(resource.attributes["data_stream.dataset"], "slipway")',
  'set(resource.attributes["data_stream.namespace"], resource.attributes["team"]) where resource.attributes["team"] != nil',
  'set(resource.attributes["data_stream.namespace"], "cluster") where resource.attributes["team"] == nil',
  'replace_pattern(resource.attributes["data_stream.namespace"], "-", "_")',
] as const

/** Which app a record is of, by the labels of its pod, and where it runs. */
const whose = (cluster: Cluster, logging: Logging) => ({
  k8sattributes: {
    auth_type: 'serviceAccount',
    filter: { node_from_env_var: 'NODE_NAME' },
    wait_for_metadata: true,
    extract: {
      metadata: ['k8s.node.name'],
      labels: [
        { tag_name: 'app', key: 'app.kubernetes.io/name', from: 'pod' },
        { tag_name: 'service.version', key: 'app.kubernetes.io/version', from: 'pod' },
      ],
    },
    pod_association: [{ sources: [{ from: 'resource_attribute', name: 'k8s.pod.uid' }] }],
  },
  'transform/place': {
    error_mode: 'ignore',
    log_statements: [
      {
        context: 'resource',
        statements: [
          'set(resource.attributes["team"], resource.attributes["k8s.namespace.name"]) where resource.attributes["k8s.namespace.name"] != nil',
          'set(resource.attributes["app"], resource.attributes["k8s.container.name"]) where resource.attributes["app"] == nil and resource.attributes["k8s.container.name"] != nil',
          'set(resource.attributes["service.name"], resource.attributes["app"]) where resource.attributes["app"] != nil',
          `set(resource.attributes["cluster"], "${cluster.name}")`,
          `set(resource.attributes["environment"], "${cluster.environment}")`,
          'delete_key(resource.attributes, "k8s.container.restart_count")',
          ...(logging.cluster === undefined ? [] : streams),
        ],
      },
    ],
  },
})

/** The collector's configuration for the logs of a node's pods. @param teams that have apps in the cluster */
export function logConfig(logging: Logging, cluster: Cluster, teams: readonly string[]): object {
  const drops = dropConditions(logging)
  const { exporters, extensions, connectors, pipelines } = logExporting(logging, cluster, teams)
  const own = {
    memory_limiter: memoryLimiter,
    ...whose(cluster, logging),
    'transform/redact': { error_mode: 'propagate', log_statements: [{ context: 'log', statements: redactStatements }] },
    'transform/fields': { error_mode: 'ignore', log_statements: [{ context: 'log', statements: fieldStatements }] },
    ...(drops.length === 0 ? {} : { 'filter/noise': { error_mode: 'ignore', logs: { log_record: drops } } }),
    batch: { timeout: '1s', send_batch_size: 1000, send_batch_max_size: 2000 },
  }
  const isRouted = Object.keys(connectors).length > 0
  return {
    extensions: {
      health_check: healthCheck,
      file_storage: {
        directory: logState,
        create_directory: true,
        compaction: { on_start: true, directory: logState },
      },
      ...extensions,
    },
    receivers: { filelog: logReceiver(monitoringNamespace, [logCollector]) },
    processors: own,
    ...(isRouted ? { connectors } : {}),
    exporters,
    service: {
      extensions: ['health_check', 'file_storage', ...Object.keys(extensions)],
      telemetry: selfTelemetry,
      pipelines: {
        logs: {
          receivers: ['filelog'],
          processors: Object.keys(own),
          exporters: isRouted ? Object.keys(connectors) : Object.keys(exporters),
        },
        ...pipelines,
      },
    },
  }
}
