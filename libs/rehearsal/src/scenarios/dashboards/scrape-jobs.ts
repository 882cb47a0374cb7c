import { local } from '../../cluster/runtime.ts'
import type { ScrapeJob } from '../../components/prometheus.ts'
import { objectsOfFiles, type Files } from '../shared/kit.ts'

/** What Prometheus scrapes in a cluster, as its operator makes it of monitors, at the ports that programs have here. */

interface Endpoint {
  readonly path?: string
  readonly portNumber?: number
  readonly port?: string
  readonly honorLabels?: boolean
  readonly metricRelabelings?: readonly Readonly<Record<string, unknown>>[]
}
interface Monitor {
  readonly namespaceSelector?: { readonly matchNames?: readonly string[] }
  readonly podMetricsEndpoints?: readonly Endpoint[]
}

/** A scrape may take as long as a busy machine needs. */
const paced = { scrape_interval: '1s', scrape_timeout: '900ms' } as const

const snake = (key: string) => key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const relabeling = (rule: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(Object.entries(rule).map(([key, value]) => [snake(key), value]))

/** Of the tree's own PodMonitors of controllers. @param ports by the monitor's name */
export const monitorJobs = (files: Files, cluster: string, ports: ReadonlyMap<string, number>): readonly ScrapeJob[] =>
  objectsOfFiles(files, (file) => file.startsWith(`clusters/${cluster}/platform/monitors/`)).flatMap(
    ({ metadata, spec }) => {
      const port = ports.get(metadata.name)
      if (port === undefined) return []
      const { namespaceSelector, podMetricsEndpoints = [] } = (spec ?? {}) as Monitor
      const own = `${metadata.namespace ?? ''}/${metadata.name}`
      const [namespace = metadata.namespace ?? ''] = namespaceSelector?.matchNames ?? []
      return podMetricsEndpoints.map((endpoint, i) => ({
        job_name: `podMonitor/${own}/${i}`,
        honor_labels: endpoint.honorLabels ?? false,
        metrics_path: endpoint.path ?? '/metrics',
        ...paced,
        static_configs: [
          {
            targets: [local(port)],
            labels: {
              job: own,
              namespace,
              pod: `${metadata.name}-0`,
              container: metadata.name,
              endpoint: String(endpoint.portNumber ?? endpoint.port ?? ''),
            },
          },
        ],
        metric_relabel_configs: (endpoint.metricRelabelings ?? []).map(relabeling),
      }))
    },
  )

/** What kube-prometheus-stack 88.5.3 scrapes by ServiceMonitors of its own: the `job` and whether the series' labels win. */
const charted = [
  { job: 'kube-state-metrics', namespace: 'monitoring', honors: true, labels: { container: 'kube-state-metrics' } },
  { job: 'node-exporter', namespace: 'monitoring', honors: false, labels: { container: 'node-exporter' } },
  { job: 'coredns', namespace: 'kube-system', honors: false, labels: { container: 'coredns' } },
  { job: 'kubelet', namespace: 'kube-system', honors: true, labels: { metrics_path: '/metrics/cadvisor' } },
] as const

/** Of the chart. @param ports by the job's name */
export const chartJobs = (ports: ReadonlyMap<string, number>): readonly ScrapeJob[] =>
  charted.flatMap(({ job, namespace, honors, labels }) => {
    const port = ports.get(job)
    return port === undefined
      ? []
      : [
          {
            job_name: job,
            honor_labels: honors,
            ...paced,
            static_configs: [{ targets: [local(port)], labels: { namespace, ...labels } }],
            metric_relabel_configs: [],
          },
        ]
  })
