import type { Chart } from 'cdk8s'
import type { ResolvedApp, Traffic } from '@slipway/model'
import { DestinationRule, type SpecOf } from '../chart/kinds.ts'
import { prunedLast, serviceHost, sides } from '../labels.ts'
import { bucketCookie } from './buckets.ts'

type Policy = NonNullable<SpecOf<typeof DestinationRule>['trafficPolicy']>

/**
 * With Envoy's ring, Istio's default, a pod more or less also moves people between pods that stay: every tenth at four pods. Maglev moves only those
 * who have to (docs/field-notes.md T14). A prime, Envoy's own.
 */
const maglev = { tableSize: 65_537 } as const

/**
 * Sticky apps do without Istio's preference for the caller's zone: two gateway pods in two zones would send one client to two pods. The cookie is
 * the bucket's; without `ttl`, or Envoy would hand out one of the same name itself.
 */
function loadBalancer(app: ResolvedApp, { sticky }: Traffic): NonNullable<Policy['loadBalancer']> {
  if (sticky.by === 'nothing') return { simple: 'LEAST_REQUEST' }
  const by = sticky.by === 'cookie' ? { httpCookie: { name: bucketCookie(app), path: '/' } } : { useSourceIp: true }
  return { consistentHash: { ...by, maglev }, localityLbSetting: { enabled: false } }
}

/** One rule per Service, static: Rollouts never writes to it when traffic is split between Services (FIELD-NOTES A2). */
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
          // A pod that fails five times in a row rests for half a minute; never more than half of them at once.
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
