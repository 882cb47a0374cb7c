import { expect, it } from 'vitest'
import { chartJobs, monitorJobs } from './scrape-jobs.ts'

const monitor = (more = '') => `
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: { name: keda, namespace: platform }
spec:
  namespaceSelector: { matchNames: [keda] }
  podMetricsEndpoints:
    - { portNumber: 8080, path: /stats/prometheus, interval: 15s${more} }
`
const file = (cluster: string) => `clusters/${cluster}/platform/monitors/podmonitor-keda.yaml`
const jobsOf = (more?: string, ports = new Map([['keda', 12_345]])) =>
  monitorJobs(new Map([[file('prod'), monitor(more)]]), 'prod', ports)

it("a monitor's job has the labels that the operator gives it (Documentation/developer/scrapeconfig of prometheus-operator)", () => {
  expect(jobsOf()).toMatchObject([
    {
      job_name: 'podMonitor/platform/keda/0',
      honor_labels: false,
      metrics_path: '/stats/prometheus',
      static_configs: [
        { targets: ['127.0.0.1:12345'], labels: { job: 'platform/keda', namespace: 'keda', endpoint: '8080' } },
      ],
      metric_relabel_configs: [],
    },
  ])
})

it('what the monitor says of labels is kept', () => {
  const [job] = jobsOf(', honorLabels: true, metricRelabelings: [{ action: drop, sourceLabels: [__name__], regex: x }]')
  expect(job).toMatchObject({
    honor_labels: true,
    metric_relabel_configs: [{ action: 'drop', source_labels: ['__name__'], regex: 'x' }],
  })
})

it.each([
  ['of a program that does not run here', () => jobsOf('', new Map())],
  ['of another cluster', () => monitorJobs(new Map([[file('dev'), monitor()]]), 'prod', new Map([['keda', 1]]))],
])('there is no job for a monitor %s', (_, jobs) => {
  expect(jobs()).toEqual([])
})

it('the labels of kube-state-metrics and kubelets win over those of the target, which name neither pod nor namespace of an app', () => {
  const ports = new Map(['kube-state-metrics', 'node-exporter', 'coredns', 'kubelet'].map((job, i) => [job, i + 1]))
  expect(chartJobs(ports).map(({ job_name, honor_labels }) => [job_name, honor_labels])).toEqual([
    ['kube-state-metrics', true],
    ['node-exporter', false],
    ['coredns', false],
    ['kubelet', true],
  ])
  expect(chartJobs(new Map())).toEqual([])
})
