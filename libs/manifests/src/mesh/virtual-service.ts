import type { IVirtualService } from '@kubernetes-models/istio/networking.istio.io/v1'
import { durationText } from '@slipway/spec'
import type { ResolvedApp, Traffic } from '@slipway/model'
import { bucketCookie, hasBucket, setBucket } from './buckets.ts'
import { canaryName, gatewayRoutes, metadata, serviceHost, stableName } from '../labels.ts'
import { addObject, type Chart } from '../object.ts'

/** The route whose weights Rollouts moves. */
export const primaryRoute = 'primary'

type Route = NonNullable<NonNullable<IVirtualService['spec']>['http']>[number]

/**
 * Tried again only where the request cannot have been acted upon: it never reached a process, or was refused. A 503 of the app itself is its
 * answer, and so is gRPC's `unavailable`.
 */
function patience({ timeout, retries }: Traffic): Pick<Route, 'timeout' | 'retries'> {
  return {
    timeout: durationText(timeout),
    retries:
      retries === 0
        ? { attempts: 0 }
        : { attempts: retries, retryOn: 'connect-failure,refused-stream,reset-before-request' },
  }
}

const to = (app: ResolvedApp, name: string) => ({ host: serviceHost(name, app.team), port: { number: 80 } })

function primary(app: ResolvedApp, traffic: Traffic): Route {
  const route =
    app.workload.kind === 'canary'
      ? [
          { destination: to(app, stableName(app)), weight: 100 },
          { destination: to(app, canaryName(app)), weight: 0 },
        ]
      : [{ destination: to(app, app.name) }]
  return { name: primaryRoute, ...patience(traffic), route }
}

/** A browser without a bucket gets one, and stable, whatever the canary is doing: its first answer decides nothing (FIELD-NOTES M4). */
function newcomers(app: ResolvedApp, traffic: Traffic, seconds: number): Route {
  const cookie = bucketCookie(app)
  return {
    name: 'newcomers',
    ...patience(traffic),
    match: [{ withoutHeaders: { cookie: { regex: hasBucket(cookie) } } }],
    headers: { response: { add: { 'set-cookie': setBucket(cookie, seconds) } } },
    route: [{ destination: to(app, app.workload.kind === 'canary' ? stableName(app) : app.name) }],
  }
}

/**
 * How requests find the app. `<app>` is for callers in the mesh. `<app>-gateway` is what the host's root VirtualService delegates to (libs/platform),
 * so it names no host: Istio merges VirtualServices of one host in no promised order, and one owner of the order keeps neighbours apart.
 */
export function virtualServices(chart: Chart, app: ResolvedApp): void {
  const { traffic } = app
  if (traffic === null) return
  const routes = [primary(app, traffic)]
  const add = (name: string, spec: NonNullable<IVirtualService['spec']>) =>
    addObject<IVirtualService>(chart, {
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: metadata(app, name),
      spec,
    })
  add(app.name, { hosts: [serviceHost(app.name, app.team)], http: routes })
  if (traffic.expose === null) return
  const first = traffic.sticky.by === 'cookie' ? [newcomers(app, traffic, traffic.sticky.seconds)] : []
  add(gatewayRoutes(app), { http: [...first, ...routes] })
}
