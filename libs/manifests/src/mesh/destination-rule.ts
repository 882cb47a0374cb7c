import type { Chart } from 'cdk8s'
import type { ResolvedApp, Traffic } from '@slipway/model'
import { DestinationRule, type SpecOf } from '../chart/kinds.ts'
import { prunedLast, serviceHost, sides } from '../labels.ts'
import { bucketCookie } from './buckets.ts'

type Policy = NonNullable<SpecOf<typeof DestinationRule>['trafficPolicy']>

/**
 * Istio's default ring also moves people between pods that stay; Maglev moves only those who must
 * (docs/field-notes.md T14). A prime, Envoy's own.
 */
const maglev = { tableSize: 65_537 } as const

/**
 * Without zone preference: gateways in two zones would send one client to two pods. No `ttl`, or Envoy would hand out
 * the bucket's cookie itself.
 */
function loadBalancer(app: ResolvedApp, { sticky, balance }: Traffic): NonNullable<Policy['loadBalancer']> {
  if (sticky.by === 'nothing') return { simple: balance === 'round-robin' ? 'ROUND_ROBIN' : 'LEAST_REQUEST' }
  const by = sticky.by === 'cookie' ? { httpCookie: { name: bucketCookie(app), path: '/' } } : { useSourceIp: true }
  return { consistentHash: { ...by, maglev }, localityLbSetting: { enabled: false } }
}

/** One a Service, static: Rollouts does not write it when traffic is split between Services (FIELD-NOTES A2). */
export function destinationRules(chart: Chart, app: ResolvedApp): void {
  const { traffic } = app
  if (traffic === null) return
  for (const side of sides(app)) {
    const name = `${app.name}${side}`
    new DestinationRule(chart, `destination-rule${side}`, {
      metadata: { name, ...(side === '' ? {} : prunedLast) },
      spec: {
        host: serviceHost(name, app.team),
        trafficPolicy: {
          loadBalancer: loadBalancer(app, traffic),
          connectionPool: { tcp: { connectTimeout: '2s' } },
          // Five failures in a row rest a pod for half a minute; never more than half of the pods.
          outlierDetection: {
            consecutive5xxErrors: 5,
            interval: '10s',
            baseEjectionTime: '30s',
            maxEjectionPercent: 50,
          },
        },
      },
    })
  }
}
