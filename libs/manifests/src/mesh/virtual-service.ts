import type { Chart } from 'cdk8s'
import type { ResolvedApp, Traffic } from '@slipway/model'
import { durationText } from '@slipway/spec'
import { VirtualService, type SpecOf } from '../chart/kinds.ts'
import { canaryName, gatewayRoutes, serviceHost, stableName } from '../labels.ts'
import { bucketCookie, hasBucket, setBucket } from './buckets.ts'

/** Rollouts moves its weights. */
export const primaryRoute = 'primary'

type Spec = SpecOf<typeof VirtualService>
type Route = NonNullable<Spec['http']>[number]

/** Retried only where no process acted. A 503 of the app is its answer, as is gRPC's `unavailable`. */
const limits = ({ timeout, retries }: Traffic): Pick<Route, 'timeout' | 'retries'> => ({
  timeout: durationText(timeout),
  retries: {
    attempts: retries,
    ...(retries === 0 ? {} : { retryOn: 'connect-failure,refused-stream,reset-before-request' }),
  },
})

const to = (app: ResolvedApp, name: string) => ({ host: serviceHost(name, app.team), port: { number: 80 } })

const primary = (app: ResolvedApp, traffic: Traffic): Route => ({
  name: primaryRoute,
  ...limits(traffic),
  route:
    app.workload.kind === 'canary'
      ? [
          { destination: to(app, stableName(app)), weight: 100 },
          { destination: to(app, canaryName(app)), weight: 0 },
        ]
      : [{ destination: to(app, app.name) }],
})

/** A browser without a bucket gets one, and stable: its first answer decides nothing (FIELD-NOTES M4). */
function newcomers(app: ResolvedApp, traffic: Traffic, seconds: number): Route {
  const cookie = bucketCookie(app)
  return {
    name: 'newcomers',
    ...limits(traffic),
    match: [{ withoutHeaders: { cookie: { regex: hasBucket(cookie) } } }],
    headers: { response: { add: { 'set-cookie': setBucket(cookie, seconds) } } },
    route: [{ destination: to(app, app.workload.kind === 'canary' ? stableName(app) : app.name) }],
  }
}

/**
 * `<app>` is for callers in the mesh; `<app>-gateway` names no host, since the host's root (libs/platform, hosts.ts)
 * delegates to it.
 */
export function virtualServices(chart: Chart, app: ResolvedApp): void {
  const { traffic } = app
  if (traffic === null) return
  const add = (id: string, name: string, spec: Spec) =>
    new VirtualService(chart, id, {
      metadata: { name },
      spec,
    })
  const routes = [primary(app, traffic)]
  add('virtual-service', app.name, { hosts: [serviceHost(app.name, app.team)], http: routes })
  if (traffic.expose === null) return
  const first = traffic.sticky.by === 'cookie' ? [newcomers(app, traffic, traffic.sticky.seconds)] : []
  add('virtual-service-gateway', gatewayRoutes(app), { http: [...first, ...routes] })
}
