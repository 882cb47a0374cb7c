import type { ISidecar } from '@kubernetes-models/istio/networking.istio.io/v1'
import { describe, expect, it } from 'vitest'
import { everySample, object, sample, type Given } from '../../test/sample.ts'

const neighbours: Record<string, Given> = { catalog: { kind: 'http' }, ledger: { kind: 'stateful', team: 'finance' } }
const hostsOf = (given: Given) => object<ISidecar>(sample(given, { neighbours }), 'Sidecar').spec?.egress?.[0]?.hosts

describe('sidecarScope', () => {
  it.each(everySample())('%s: the pods of this app only, and hosts that are listed only', (_, app) => {
    const { spec } = object<ISidecar>(app, 'Sidecar')
    expect(spec).toMatchObject({
      workloadSelector: { labels: { 'app.kubernetes.io/name': 'web' } },
      outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
    })
    expect(spec?.egress).toHaveLength(1)
  })

  it.each<[string, Given, string[]]>([
    ['no calls', { kind: 'http' }, []],
    [
      'apps, each in its namespace',
      { kind: 'cron', calls: ['ledger', 'catalog'] },
      ['shop/catalog.shop.svc.cluster.local', 'finance/ledger.finance.svc.cluster.local'],
    ],
    [
      'outside hosts, in the own namespace',
      { kind: 'http', calls: ['catalog', { host: 'api.example.com', port: 443, private: false }] },
      ['shop/catalog.shop.svc.cluster.local', './api.example.com'],
    ],
    [
      'its own pods, all together and each by its name',
      { kind: 'stateful', peers: true },
      ['shop/web.shop.svc.cluster.local', 'shop/web-pods.shop.svc.cluster.local'],
    ],
    ['queues', { kind: 'worker', queue: 'orders' }, ['./sqs.eu-west-1.amazonaws.com']],
  ])('knows istiod and %s', (_, given, hosts) => {
    expect(hostsOf(given)).toEqual(['istio-system/*', ...hosts])
  })
})
