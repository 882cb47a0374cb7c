import { text, type Fields } from '@slipway/kube'
import type { ScrapeJob } from '../../components/prometheus.ts'
import type { Live } from './kit.ts'

type Relabel = Fields
interface PodEndpoint {
  readonly port?: string
  readonly portNumber?: number
  readonly path?: string
  readonly honorLabels?: boolean
  readonly relabelings?: readonly Relabel[]
  readonly metricRelabelings?: readonly Relabel[]
}

export const endpointsOf = (monitor: Live): readonly PodEndpoint[] =>
  (monitor.spec as { podMetricsEndpoints?: readonly PodEndpoint[] } | undefined)?.podMetricsEndpoints ?? []

/** The port of an endpoint, if it is not the one by which its pods are found. */
export function ledPort({ relabelings }: PodEndpoint): string | undefined {
  const [, port] = /:(\d+)$/.exec(text(relabelings?.[0]?.['replacement']) ?? '') ?? []
  return port
}

const snake = (key: string) => key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** As the operator writes it for Prometheus; scenario `monitors` compares. */
const relabel = (rule: Relabel): object => ({
  action: 'replace',
  ...Object.fromEntries(Object.entries(rule).map(([key, value]) => [snake(key), value])),
})

/** How an endpoint treats the labels of a page. */
export const keeping = ({ honorLabels = false, metricRelabelings = [] }: PodEndpoint) => ({
  honor_labels: honorLabels,
  metric_relabel_configs: metricRelabelings.map(relabel),
})

/** The jobs of one pod, as its PodMonitor has them; without endpoints, of a monitor that asks for everything. */
export const jobsOf = (
  namespace: string,
  pod: string,
  ports: Readonly<Record<string, number>>,
  endpoints: readonly PodEndpoint[],
): readonly ScrapeJob[] =>
  (endpoints.length === 0 ? [{}] : endpoints).map((endpoint: PodEndpoint, i) => ({
    job_name: `${namespace}/${pod}/${i}`,
    ...keeping(endpoint),
    static_configs: [
      { targets: [`127.0.0.1:${ports[ledPort(endpoint) ?? ''] ?? ports['app'] ?? 0}`], labels: { namespace, pod } },
    ],
  }))
