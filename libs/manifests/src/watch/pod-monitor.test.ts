import type { IPodMonitor } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1'
import { describe, expect, it } from 'vitest'
import { containerOf, namesOf, object, podOf, sample } from '../../test/sample.ts'

describe('podMonitor', () => {
  const app = sample({ kind: 'http', port: 9012, ports: { grpc: 9000 } })
  const { spec } = object<IPodMonitor>(app, 'PodMonitor')

  const named = ({ metricRelabelings = [] }: { metricRelabelings?: readonly object[] }, series: string) =>
    metricRelabelings.every((each) => {
      const { action, regex = '' } = each as { action?: string; regex?: string }
      return new RegExp(`^(?:${regex})$`).test(series) === (action === 'keep')
    })

  it("finds pods by a port that they declare, and asks the mesh's agent on 15020 and the proxy on 15090", () => {
    const endpoints = spec.podMetricsEndpoints ?? []
    for (const endpoint of endpoints) {
      expect(containerOf(app).ports?.map((p) => p.name)).toContain(endpoint.port)
      expect(endpoint).toMatchObject({ path: '/stats/prometheus', interval: '15s', scrapeTimeout: '10s' })
    }
    const targets = endpoints.map(({ relabelings: [rule] = [] }) =>
      '10.1.2.3'.replace(new RegExp(`^${rule?.regex}$`), rule?.replacement ?? ''),
    )
    expect(targets).toEqual(['10.1.2.3:15020', '10.1.2.3:15090'])
  })

  it.each([
    ['istio_requests_total', [false, true]],
    ['envoy_cluster_upstream_rq', [false, true]],
    ['kube_pod_status_ready', [false, false]],
    ['container_threads', [false, false]],
    ['argocd_app_info', [false, false]],
    ['ALERTS', [false, false]],
    ['orders_total', [true, false]],
    ['nodejs_heap_size_used_bytes', [true, false]],
    ['upstream_calls', [true, false]],
  ])('%s from the app, from the proxy', (series, expected) => {
    expect((spec.podMetricsEndpoints ?? []).map((endpoint) => named(endpoint, series))).toEqual(expected)
  })

  it('keeps the name and the version of the app on every series', () => {
    expect(spec.podTargetLabels).toEqual(['app.kubernetes.io/name', 'app.kubernetes.io/version'])
  })

  it('the proxy is told where the metrics of the app are, to merge them', () => {
    expect(podOf(app).metadata.annotations).toMatchObject({
      'prometheus.io/scrape': 'true',
      'prometheus.io/port': '9012',
      'prometheus.io/path': '/metrics',
    })
  })

  it('is not there for a cron, which has no port', () => {
    expect(namesOf(sample({ kind: 'cron' }), 'PodMonitor')).toEqual([])
    expect(podOf(sample({ kind: 'cron' })).metadata.annotations).not.toHaveProperty(['prometheus.io/scrape'])
  })
})
