import type { Cluster } from '@slipway/fleet'
import { monitoringNamespace, otlp } from '@slipway/manifests'
import { healthCheck, selfTelemetry } from './collector-self.ts'

export const jaegerName = 'jaeger'
/** Its second edition, a collector with a store: https://www.jaegertracing.io/docs/latest/architecture/ */
export const jaegerVersion = '2.13.0'
export const jaegerHost = `${jaegerName}.${monitoringNamespace}.svc`
/** The port of queries. */
export const queryPort = 16_686
/** The mount path of its volume. */
export const jaegerData = '/badger'
/** The uid by which Grafana knows it. */
export const jaegerSource = 'jaeger'

const store = 'badger'

/** How long it keeps traces; its volume has to hold them. */
const kept = ({ quiet }: Pick<Cluster, 'quiet'>) => (quiet ? '72h' : '168h')

/** One pod that takes, keeps and finds traces, on a volume of its own. */
export const jaegerConfig = (cluster: Pick<Cluster, 'quiet'>): object => ({
  extensions: {
    // Where the kubelet asks a collector, too.
    healthcheckv2: { use_v2: true, http: { ...healthCheck, status: { enabled: true, path: '/' } } },
    jaeger_storage: {
      backends: {
        [store]: {
          badger: {
            directories: { keys: `${jaegerData}/keys`, values: `${jaegerData}/values` },
            ephemeral: false,
            ttl: { spans: kept(cluster) },
            maintenance_interval: '5m',
          },
        },
      },
    },
    jaeger_query: {
      storage: { traces: store },
      // Else it sends traces of its own questions to an address that it makes up.
      enable_tracing: false,
      // On every address: `kubectl port-forward` comes by the pod's loopback. The NetworkPolicy says who else does.
      http: { endpoint: `0.0.0.0:${queryPort}` },
      // Nobody asks by gRPC; without an address it would take one of all.
      grpc: { endpoint: '127.0.0.1:16685' },
    },
  },
  receivers: { otlp: { protocols: { http: { endpoint: `\${env:POD_IP}:${otlp.http}` } } } },
  processors: { batch: { timeout: '1s' } },
  exporters: { jaeger_storage_exporter: { trace_storage: store } },
  service: {
    extensions: ['healthcheckv2', 'jaeger_storage', 'jaeger_query'],
    telemetry: selfTelemetry,
    pipelines: { traces: { receivers: ['otlp'], processors: ['batch'], exporters: ['jaeger_storage_exporter'] } },
  },
})
