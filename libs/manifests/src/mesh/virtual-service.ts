import type { Chart } from 'cdk8s'
import type { Exposure, Port, ResolvedApp, Traffic } from '@slipway/model'
import { durationText } from '@slipway/spec'
import { VirtualService, type SpecOf } from '../chart/kinds.ts'
import { canaryName, gatewayRoutes, serviceHost, stableName } from '../labels.ts'
import { isRouted, servicePort } from '../port.ts'
import { bucketCookie, hasBucket, setBucket } from './buckets.ts'
import { edgeHeaders } from './edge.ts'

/** The route of the main port; the gateway's only one. */
const primaryRoute = 'primary'

/**
 * The ports whose requests are routed, the main one first: Rollouts takes the port of its own routes from the first.
 */
const routed = (app: ResolvedApp): readonly Port[] => app.ports.filter(isRouted)
const routeName = ({ name }: Port): string => (name === 'http' ? primaryRoute : `port-${name}`)

/** The VirtualServices of a canary, each with the routes whose weights Rollouts moves. */
export const weightedRoutes = (app: ResolvedApp) => [
  { name: app.name, routes: routed(app).map(routeName) },
  ...(app.traffic?.expose == null ? [] : [{ name: gatewayRoutes(app), routes: [primaryRoute] }]),
]

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

/** @param port null for the one that was called */
const to = (app: ResolvedApp, name: string, port: number | null = 80) => ({
  host: serviceHost(name, app.team),
  ...(port === null ? {} : { port: { number: port } }),
})

const primary = (app: ResolvedApp, traffic: Traffic, port: number | null = 80): Route => ({
  name: primaryRoute,
  ...limits(traffic),
  route:
    app.workload.kind === 'canary'
      ? [
          { destination: to(app, stableName(app), port), weight: 100 },
          { destination: to(app, canaryName(app), port), weight: 0 },
        ]
      : [{ destination: to(app, app.name, port) }],
})

/**
 * A route without a port serves every HTTP port of the host, which would lead all to the main one (FIELD-NOTES N4). So
 * does the route of a sticky canary's buckets, which Rollouts adds to every VirtualService with the port of the first
 * destination: without one there, Istio takes the port that was called (istio pilot/pkg/networking/core/route/route.go,
 * GetDestinationCluster).
 */
function meshRoutes(app: ResolvedApp, traffic: Traffic): readonly Route[] {
  const ports = routed(app)
  if (ports.length === 1 && ports[0]?.name === 'http') return [primary(app, traffic)]
  const hasBuckets = app.workload.kind === 'canary' && traffic.sticky.by === 'cookie' && ports.length > 1
  return ports.map((port, i) => ({
    ...primary(app, traffic, hasBuckets && i === 0 ? null : servicePort(port)),
    name: routeName(port),
    match: [{ port: servicePort(port) }],
  }))
}

/** A browser without a bucket gets one, and stable: its first answer decides nothing (FIELD-NOTES M4). */
function newcomers(app: ResolvedApp, traffic: Traffic, exposure: Exposure, seconds: number): Route {
  const cookie = bucketCookie(app)
  return {
    name: 'newcomers',
    ...limits(traffic),
    match: [{ withoutHeaders: { cookie: { regex: hasBucket(cookie) } } }],
    ...edgeHeaders(exposure.edge, { add: { 'set-cookie': setBucket(cookie, seconds) } }),
    route: [
      { destination: to(app, app.workload.kind === 'canary' ? stableName(app) : app.name, servicePort(exposure.port)) },
    ],
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
  const http = [...meshRoutes(app, traffic)]
  if (http.length > 0) add('virtual-service', app.name, { hosts: [serviceHost(app.name, app.team)], http })
  if (traffic.expose === null) return
  const first = traffic.sticky.by === 'cookie' ? [newcomers(app, traffic, traffic.expose, traffic.sticky.seconds)] : []
  add('virtual-service-gateway', gatewayRoutes(app), {
    http: [...first, primary(app, traffic, servicePort(traffic.expose.port))],
  })
}
