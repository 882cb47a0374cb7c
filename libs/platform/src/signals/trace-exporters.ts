import type { Cluster, Tracing } from '@slipway/fleet'
import { otlp } from '@slipway/manifests'
import { jaegerHost } from './jaeger-config.ts'

/**
 * By X-Ray's API that every account has; its endpoint for OTLP wants a switch of the whole account (docs/decisions.md).
 */
const xray = ({ region }: Cluster) => ({
  awsxray: {
    region,
    // Else it asks the machine for its name, which pods may not.
    local_mode: true,
    // By these a trace is searched for.
    indexed_attributes: ['http.status_code', 'response_flags', 'istio.namespace', 'istio.canonical_service'],
  },
})

/** @returns the one exporter by its name */
export function traceExporter({ to, address }: Tracing, cluster: Cluster): Readonly<Record<string, object>> {
  if (to === 'xray') return xray(cluster)
  const endpoint = to === 'jaeger' ? `http://${jaegerHost}:${otlp.http}` : address
  return { otlphttp: { endpoint, compression: 'gzip' } }
}
