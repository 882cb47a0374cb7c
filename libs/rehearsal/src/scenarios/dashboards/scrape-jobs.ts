import { at, texts } from '@slipway/kube'
import { local } from '../../cluster/runtime.ts'
import type { ScrapeJob } from '../../components/prometheus.ts'
import { objectsUnder, type Files } from '../shared/kit.ts'
import { endpointsOf, keeping } from '../shared/monitor-jobs.ts'

/** Prometheus' scrape jobs in a cluster, as its operator makes them of monitors, with the ports of programs here. */

/** A scrape may take as long as a busy machine needs. */
const paced = { scrape_interval: '1s', scrape_timeout: '900ms' } as const

/** Scrape jobs of the tree's PodMonitors of controllers. @param ports by the monitor's name */
export const monitorJobs = (files: Files, cluster: string, ports: ReadonlyMap<string, number>): readonly ScrapeJob[] =>
  objectsUnder(files, `clusters/${cluster}/platform/monitors`).flatMap((monitor) => {
    const { metadata, spec } = monitor
    const port = ports.get(metadata.name)
    if (port === undefined) return []
    const own = `${metadata.namespace ?? ''}/${metadata.name}`
    const [namespace = metadata.namespace ?? ''] = texts(at(spec, 'namespaceSelector', 'matchNames'))
    return endpointsOf(monitor).map((endpoint, i) => ({
      job_name: `podMonitor/${own}/${i}`,
      metrics_path: endpoint.path ?? '/metrics',
      ...keeping(endpoint),
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
    }))
  })

/** The ServiceMonitors of kube-prometheus-stack 88.5.3: the `job`, and whether the series' labels win. */
const charted = [
  { job: 'kube-state-metrics', namespace: 'monitoring', honors: true, labels: { container: 'kube-state-metrics' } },
  { job: 'node-exporter', namespace: 'monitoring', honors: false, labels: { container: 'node-exporter' } },
  { job: 'coredns', namespace: 'kube-system', honors: false, labels: { container: 'coredns' } },
  { job: 'kubelet', namespace: 'kube-system', honors: true, labels: { metrics_path: '/metrics/cadvisor' } },
] as const

/** Scrape jobs of the chart. @param ports by the job's name */
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
