import type { IDestinationRule } from '@kubernetes-models/istio/networking.istio.io/v1'
import { describe, expect, it } from 'vitest'
import { canary, exposed, namesOf, object, sample } from '../../test/sample.ts'

const maglev = { tableSize: 65_537 }
const rule = (given: Parameters<typeof sample>[0], name = 'web') =>
  object<IDestinationRule>(sample(given), 'DestinationRule', name).spec

describe('destinationRules', () => {
  it.each([
    ['rolling', { kind: 'http' }, ['web']],
    ['canary', { kind: 'http', release: canary }, ['web', 'web-stable', 'web-canary']],
    ['stateful', { kind: 'stateful' }, ['web']],
    ['worker', { kind: 'worker' }, []],
  ] as const)('%s: one rule per Service, each for its own host', (_, given, names) => {
    expect(namesOf(sample(given), 'DestinationRule')).toEqual(names)
    for (const name of names) expect(rule(given, name)?.host).toBe(`${name}.shop.svc.cluster.local`)
  })

  it.each([
    ['nothing', { kind: 'http' }, { simple: 'LEAST_REQUEST' }],
    ['nothing, and in turn', { kind: 'http', balance: 'round-robin' }, { simple: 'ROUND_ROBIN' }],
    ['nothing, a stateful app', { kind: 'stateful', balance: 'round-robin' }, { simple: 'ROUND_ROBIN' }],
    [
      'clientIP',
      { kind: 'http', sticky: { clientIP: '60s' } },
      { consistentHash: { useSourceIp: true, maglev }, localityLbSetting: { enabled: false } },
    ],
    [
      'cookie',
      { kind: 'http', expose: exposed, sticky: { cookie: '1h' } },
      {
        consistentHash: { httpCookie: { name: 'bucket-web', path: '/' }, maglev },
        localityLbSetting: { enabled: false },
      },
    ],
  ] as const)('sticky by %s', (_, given, loadBalancer) => {
    expect(rule(given)?.trafficPolicy?.loadBalancer).toEqual(loadBalancer)
  })

  it('one cookie pins version and pod: both sides of a canary hash it, and Envoy gives out none itself', () => {
    for (const name of ['web-stable', 'web-canary']) {
      const cookie = rule({ kind: 'http', release: canary, expose: exposed, sticky: { cookie: '1h' } }, name)
        ?.trafficPolicy?.loadBalancer?.consistentHash
      expect(cookie).toEqual({ httpCookie: { name: 'bucket-web', path: '/' }, maglev })
    }
  })

  it('lets a broken pod rest, never more than half of them, and gives up on a connection early', () => {
    expect(rule({ kind: 'http' })?.trafficPolicy).toMatchObject({
      connectionPool: { tcp: { connectTimeout: '2s' } },
      outlierDetection: { consecutive5xxErrors: 5, interval: '10s', baseEjectionTime: '30s', maxEjectionPercent: 50 },
    })
  })

  it('has no subsets, which Rollouts would write to', () => {
    expect(rule({ kind: 'http', release: canary })).not.toHaveProperty('subsets')
  })
})
