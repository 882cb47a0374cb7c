import type { IPodMonitor } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1'
import { describe, expect, it } from 'vitest'
import { containerOf, namesOf, object, podOf, sample } from '../../test/sample.ts'

describe('podMonitor', () => {
  const app = sample({ kind: 'http', port: 9012, ports: { grpc: 9000 } })
  const { spec } = object<IPodMonitor>(app, 'PodMonitor')

  it('finds pods by a port that they declare, and asks the proxy on 15020', () => {
    const [endpoint, ...more] = spec.podMetricsEndpoints ?? []
    expect(more).toEqual([])
    expect(containerOf(app).ports?.map((p) => p.name)).toContain(endpoint?.port)
    expect(endpoint).toMatchObject({ path: '/stats/prometheus', interval: '15s', scrapeTimeout: '10s' })
    const [rule] = endpoint?.relabelings ?? []
    expect(rule).toMatchObject({
      action: 'replace',
      sourceLabels: ['__meta_kubernetes_pod_ip'],
      targetLabel: '__address__',
    })
    expect('10.1.2.3'.replace(new RegExp(`^${rule?.regex}$`), rule?.replacement ?? '')).toBe('10.1.2.3:15020')
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
