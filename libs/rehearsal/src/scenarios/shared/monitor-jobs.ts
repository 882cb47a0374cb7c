import type { ScrapeJob } from '../../components/prometheus.ts'
import type { Live } from './kit.ts'

export interface Relabel {
  readonly action?: string
  readonly sourceLabels?: readonly string[]
  readonly regex?: string
  readonly replacement?: string
  readonly targetLabel?: string
}
export interface PodEndpoint {
  readonly port?: string
  readonly portNumber?: number
  readonly path?: string
  readonly honorLabels?: boolean
  readonly relabelings?: readonly Relabel[]
  readonly metricRelabelings?: readonly Relabel[]
}

export const endpointsOf = (monitor: Live): readonly PodEndpoint[] =>
  (monitor.spec as { podMetricsEndpoints?: readonly PodEndpoint[] } | undefined)?.podMetricsEndpoints ?? []

/** Where an endpoint leads instead of to the port by which its pods are found. */
export function ledPort({ relabelings }: PodEndpoint): string | undefined {
  const [, port] = /:(\d+)$/.exec(relabelings?.[0]?.replacement ?? '') ?? []
  return port
}

/** As the operator writes it for Prometheus; scenario `monitors` compares. */
const relabel = ({ action = 'replace', sourceLabels, regex, replacement, targetLabel }: Relabel) =>
  Object.fromEntries(
    Object.entries({ action, source_labels: sourceLabels, regex, replacement, target_label: targetLabel }).filter(
      ([, value]) => value !== undefined,
    ),
  )

/** The jobs of one pod, as its PodMonitor has them; without endpoints, of a monitor that asks for everything. */
export const jobsOf = (
  namespace: string,
  pod: string,
  ports: Readonly<Record<string, number>>,
  endpoints: readonly PodEndpoint[],
): readonly ScrapeJob[] =>
  (endpoints.length === 0 ? [{}] : endpoints).map((endpoint: PodEndpoint, i) => ({
    job_name: `${namespace}/${pod}/${i}`,
    honor_labels: endpoint.honorLabels === true,
    static_configs: [
      { targets: [`127.0.0.1:${ports[ledPort(endpoint) ?? ''] ?? ports['app'] ?? 0}`], labels: { namespace, pod } },
    ],
    metric_relabel_configs: (endpoint.metricRelabelings ?? []).map(relabel),
  }))
