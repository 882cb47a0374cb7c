import { describe, expect, it } from 'vitest'
import { alerts, clusterAlerts } from './alerts.ts'
import { dev, modelOf, objectsOf, prod } from '../../test/fixture.ts'

describe('alerts of the cluster', () => {
  it.each([
    ['PodPending', '15m', 'ticket', '{{ $labels.namespace }}'],
    ['NodeNotReady', '10m', 'ticket', 'platform'],
    ['CertificateExpires', '1h', 'page', 'platform'],
    ['ApplicationDegraded', '30m', 'ticket', '{{ $labels.project }}'],
    ['ApplicationOutOfSync', '1h', 'ticket', '{{ $labels.project }}'],
    ['VolumeFills', '1h', 'ticket', '{{ $labels.namespace }}'],
  ])('%s for %s is a %s of %s', (alert, duration, severity, team) => {
    expect(clusterAlerts.find((a) => a.alert === alert)).toMatchObject({ for: duration, labels: { severity, team } })
  })

  it('name in their sentences only what their series still carry', () => {
    for (const { alert, expr, annotations, labels } of clusterAlerts) {
      const kept = /max by \(([^)]*)\)/.exec(String(expr))?.[1]?.split(', ')
      const named = [...JSON.stringify([annotations, labels]).matchAll(/\$labels\.([a-z_]+)/g)].map((m) => m[1])
      if (kept !== undefined) expect(kept, alert).toEqual(expect.arrayContaining(named))
    }
  })

  it('are there where somebody is paged', () => {
    expect(objectsOf(alerts, modelOf(prod)).map((o) => o.kind)).toEqual(['PrometheusRule'])
    expect(objectsOf(alerts, modelOf(dev))).toEqual([])
  })
})
