import { describe, expect, it } from 'vitest'
import type { Cluster } from '@slipway/fleet'
import { breaches } from '@slipway/kube'
import { fence } from '@slipway/model/fence'
import { alerts, clusterAlertNames, clusterAlerts } from './alerts.ts'
import { clusterOf, dev, fleet, modelOf, objectsOf, prod } from '../../test/fixture.ts'

/** Logs, traces and metrics go somewhere. */
const signals: Partial<Cluster> = {
  logging: { to: 'elastic', cluster: { by: 'collector' } },
  tracing: { address: 'https://traces.example', sample: '1%' },
  metrics: { amp: { workspace: 'ws-1a2b3c4d-1a2b-3c4d-5e6f-1a2b3c4d5e6f' } },
}
const all = clusterAlerts({ ...prod, ...signals }, fleet)

describe('alerts of the cluster', () => {
  it.each([
    ['PodPending', '15m', 'ticket', '{{ $labels.namespace }}'],
    ['NodeNotReady', '10m', 'ticket', 'platform'],
    ['CertificateExpires', '1h', 'page', 'platform'],
    ['ApplicationDegraded', '30m', 'ticket', '{{ $labels.project }}'],
    ['ApplicationOutOfSync', '1h', 'ticket', '{{ $labels.project }}'],
    ['VolumeFills', '1h', 'ticket', '{{ $labels.namespace }}'],
    ['QuotaFills', '1h', 'ticket', '{{ $labels.namespace }}'],
  ])('%s for %s is a %s of %s', (alert, duration, severity, team) => {
    expect(all.find((a) => a.alert === alert)).toMatchObject({ for: duration, labels: { severity, team } })
  })

  it('name in their sentences only what their series still carry', () => {
    for (const { alert, expr, annotations, labels } of all) {
      const kept = /(?:max|sum|avg) by \(([^)]*)\)/.exec(String(expr))?.[1]?.split(', ')
      const named = [...JSON.stringify([annotations, labels]).matchAll(/\$labels\.([a-zA-Z_]+)/g)].map((m) => m[1])
      if (kept !== undefined) expect(kept, alert).toEqual(expect.arrayContaining(named))
    }
  })

  it('are all that have a name, each once', () => {
    expect(all.map(({ alert }) => alert).sort()).toEqual([...clusterAlertNames].sort())
  })

  it('have names that no team may take', () => {
    const refused = fence.watch.constraints.filter(({ path }) => path.join('.') === 'spec.groups.*.rules.*.alert')
    const rule = (alert: string) => ({ spec: { groups: [{ name: 'a', rules: [{ alert }] }] } })
    const isRefused = (alert: string) =>
      refused.some((one) => breaches(one, rule(alert), '', { team: 'shop', lists: {} }).length > 0)
    expect(clusterAlertNames.filter((alert) => !isRefused(alert))).toEqual([])
    expect(['PodRestarts', 'CheckoutGatewayDown', 'GatewayDowntime'].filter(isRefused)).toEqual([])
  })

  it.each([
    ['keda', ['KedaDown', 'ScalerBlind']],
    ['istiod', ['IstiodDown', 'ProxyConfigRejected', 'GatewayErrors']],
    ['argo-cd', ['ArgoCdDown', 'ApplicationDegraded', 'ApplicationOutOfSync', 'SyncFails']],
  ] as const)('nobody is told of %s where the organisation runs its own', (addon, gone) => {
    const left = clusterAlerts(clusterOf('own', 'prod', { ...signals, addons: { [addon]: 'ours' } }), fleet).map(
      ({ alert }) => alert,
    )
    expect(clusterAlertNames.filter((name) => !left.includes(name)).sort()).toEqual([...gone].sort())
  })

  it('are there where somebody is paged', () => {
    expect(objectsOf(alerts, modelOf(prod)).map((o) => o.kind)).toEqual(['PrometheusRule'])
    expect(objectsOf(alerts, modelOf(dev))).toEqual([])
  })
})
