import type { Cluster, Tracing } from '@slipway/fleet'
import { otlp } from '@slipway/manifests'
import { healthCheck, memoryLimiter, selfTelemetry } from './collector-self.ts'
import { traceExporter } from './trace-exporters.ts'
import { eventStatements, spanStatements } from './trace-redaction.ts'

export const traceCollector = 'trace-collector'
/** As the mesh calls it. */
export const tracesProvider = 'traces'

/** A trace is judged when it is over: by then its error is known, which its first proxy could not know. */
const decision = { wait: '10s', traces: 50_000 } as const

/**
 * The collector's configuration for spans: keeps all traces with an error or a status of 500 and above, and a share of
 * the others
 * (https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/processor/tailsamplingprocessor).
 */
export function traceConfig(to: Tracing, cluster: Cluster): object {
  const exporters = traceExporter(to, cluster)
  return {
    extensions: { health_check: healthCheck },
    receivers: {
      otlp: {
        protocols: {
          grpc: { endpoint: `\${env:POD_IP}:${otlp.grpc}` },
          http: { endpoint: `\${env:POD_IP}:${otlp.http}` },
        },
      },
    },
    processors: {
      memory_limiter: memoryLimiter,
      tail_sampling: {
        decision_wait: decision.wait,
        num_traces: decision.traces,
        policies: [
          { name: 'errors', type: 'status_code', status_code: { status_codes: ['ERROR'] } },
          ...['http.status_code', 'http.response.status_code'].map((key) => ({
            name: key,
            type: 'numeric_attribute',
            numeric_attribute: { key, min_value: 500, max_value: 599 },
          })),
          // Envoy writes it as text.
          {
            name: 'text',
            type: 'string_attribute',
            string_attribute: { key: 'http.status_code', values: ['5..'], enabled_regex_matching: true },
          },
          { name: 'share', type: 'probabilistic', probabilistic: { sampling_percentage: to.sample * 100 } },
        ],
      },
      'transform/redact': {
        error_mode: 'propagate',
        trace_statements: [
          { context: 'span', statements: spanStatements },
          { context: 'spanevent', statements: eventStatements },
        ],
      },
      batch: { timeout: '1s' },
    },
    exporters,
    service: {
      extensions: ['health_check'],
      telemetry: selfTelemetry,
      pipelines: {
        traces: {
          receivers: ['otlp'],
          // Sampling first: dropped traces need no redaction.
          processors: ['memory_limiter', 'tail_sampling', 'transform/redact', 'batch'],
          exporters: Object.keys(exporters),
        },
      },
    },
  }
}
