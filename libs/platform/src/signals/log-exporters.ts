import { awsDomain, type Cluster, type Logging } from '@slipway/fleet'
import { storeAddress, writer } from '../elastic/names.ts'
import { trustFile } from '../elastic/own-pod.ts'

/** In Kubernetes and in Secrets Manager: `<environment>/platform/log-store`. */
export const logStoreSecret = 'log-store'
/** The whole value of the header, such as `ApiKey ...` or `Basic ...`. */
export const authorizationKey = 'authorization'

interface Exporting {
  readonly exporters: Readonly<Record<string, object>>
  readonly extensions: Readonly<Record<string, object>>
  /** For a store that is divided by team. */
  readonly connectors: Readonly<Record<string, object>>
  readonly pipelines: Readonly<Record<string, object>>
}

/** Unsent records stay on the node's disk, and are retried until they are accepted. */
const queued = {
  sending_queue: { enabled: true, storage: 'file_storage', queue_size: 2000 },
  retry_on_failure: { enabled: true, initial_interval: '1s', max_interval: '30s', max_elapsed_time: '0s' },
} as const

const bearer = { Authorization: '${env:LOG_STORE_AUTHORIZATION}' } as const
const withoutConnector = { connectors: {}, extensions: {} } as const

const signed = (service: string, cluster: Cluster) => ({
  sigv4auth: { region: cluster.region, service },
})

export const logGroupOf = (cluster: Pick<Cluster, 'name'>, team: string): string => `/slipway/${cluster.name}/${team}`
export const logStream = 'pods'
/** Records of no team. */
export const otherLogs = 'cluster'

/**
 * A group for each team, by its own endpoint for OTLP:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-OTLPEndpoint.html
 */
function toCloudWatch(cluster: Cluster, teams: readonly string[]): Exporting {
  const groups = [...teams, otherLogs]
  return {
    extensions: signed('logs', cluster),
    exporters: Object.fromEntries(
      groups.map((team) => [
        `otlphttp/${team}`,
        {
          logs_endpoint: `https://logs.${cluster.region}.${awsDomain(cluster.region)}/v1/logs`,
          compression: 'gzip',
          headers: { 'x-aws-log-group': logGroupOf(cluster, team), 'x-aws-log-stream': logStream },
          auth: { authenticator: 'sigv4auth' },
          ...queued,
        },
      ]),
    ),
    connectors: {
      routing: {
        default_pipelines: [`logs/${otherLogs}`],
        table: teams.map((team) => ({
          context: 'resource',
          condition: `attributes["team"] == "${team}"`,
          pipelines: [`logs/${team}`],
        })),
      },
    },
    pipelines: Object.fromEntries(
      groups.map((team) => [`logs/${team}`, { receivers: ['routing'], exporters: [`otlphttp/${team}`] }]),
    ),
  }
}

/** @param teams that have apps in the cluster */
export function logExporting(logging: Logging, cluster: Cluster, teams: readonly string[]): Exporting {
  const { to, address = '' } = logging
  const none = { ...withoutConnector, pipelines: {} }
  if (logging.cluster !== undefined)
    return {
      ...none,
      exporters: {
        elasticsearch: {
          endpoints: [storeAddress],
          user: writer,
          password: '${env:LOG_STORE_PASSWORD}',
          tls: { ca_file: trustFile },
          mapping: { mode: 'otel' },
          ...queued,
        },
      },
    }
  if (to === 'cloudwatch') return toCloudWatch(cluster, teams)
  // https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/exporter/elasticsearchexporter
  if (to === 'elastic')
    return {
      ...none,
      exporters: { elasticsearch: { endpoints: [address], headers: bearer, mapping: { mode: 'otel' }, ...queued } },
    }
  // A pipeline of OpenSearch Ingestion:
  // https://docs.aws.amazon.com/opensearch-service/latest/developerguide/configure-client-otel.html
  if (to === 'opensearch')
    return {
      ...none,
      extensions: signed('osis', cluster),
      exporters: {
        otlphttp: { logs_endpoint: address, compression: 'gzip', auth: { authenticator: 'sigv4auth' }, ...queued },
      },
    }
  return {
    ...none,
    exporters: { otlphttp: { logs_endpoint: address, compression: 'gzip', headers: bearer, ...queued } },
  }
}
