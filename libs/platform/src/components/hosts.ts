import { el } from '@slipway/core/markup'
import { platformTeam } from '@slipway/fleet'
import { edgeHeaders, gatewayRoutes, setFile, type SpecOf, VirtualService } from '@slipway/manifests'
import type { CorsRules, Edge, HostModel, HostRoute, PathRedirect } from '@slipway/model'
import type { Component } from './component.ts'
import { gatewayOf } from './gateway.ts'

type Route = NonNullable<SpecOf<typeof VirtualService>['http']>[number]
type Match = NonNullable<Route['match']>

/** `/api` and all below it, but not `/apiary` as by Istio's prefix. */
const match = (path: string): Match =>
  path === '/' ? [{ uri: { prefix: '/' } }] : [{ uri: { exact: path } }, { uri: { prefix: `${path}/` } }]

/** In capitals, too, which no AuthorizationPolicy can say and many frameworks take for the same. */
const refused = (paths: readonly string[]): readonly Route[] =>
  paths.length === 0
    ? []
    : [
        {
          match: paths.flatMap((path) =>
            [{ exact: path }, ...(path === '/' ? [] : [{ prefix: `${path}/` }, { prefix: `${path};` }])].map((uri) => ({
              uri,
              ignoreUriCase: true,
            })),
          ),
          directResponse: { status: 404 },
        },
      ]

/** Envoy keeps the query if the new path has none. */
function redirected({ from, to, code }: PathRedirect): Route {
  const [, authority, uri] = /^https:\/\/([^/]+)(\/.*)?$/.exec(to) ?? []
  return {
    match: [{ uri: { exact: from } }],
    redirect: {
      ...(authority === undefined ? { uri: to } : { scheme: 'https', authority, uri: uri ?? '/' }),
      redirectCode: code,
    },
  }
}

function cors({
  origins,
  methods,
  headers,
  exposes,
  credentials,
  maxAge,
}: CorsRules): NonNullable<Route['corsPolicy']> {
  return {
    allowOrigins: origins === null ? [{ regex: '.*' }] : origins.map((exact) => ({ exact })),
    allowMethods: [...methods],
    ...(headers.length === 0 ? {} : { allowHeaders: [...headers] }),
    ...(exposes.length === 0 ? {} : { exposeHeaders: [...exposes] }),
    allowCredentials: credentials,
    maxAge: `${maxAge}s`,
    // The question of a page that may not ask ends here, and the app never sees it.
    unmatchedPreflights: 'IGNORE',
  }
}

const page = (text: string): string =>
  `<!doctype html>${el('meta', { charset: 'utf-8' }).markup}${el('title', {}, '503').markup}${el('p', {}, text).markup}\n`

/** Before all else of the app; callers in the mesh do not come this way. */
function closed({ path }: HostRoute, { text, retryAfter }: NonNullable<Edge['maintenance']>): Route {
  const set = {
    'cache-control': 'no-store',
    'content-type': 'text/html; charset=utf-8',
    'retry-after': String(retryAfter),
  }
  return {
    match: match(path),
    directResponse: { status: 503, body: { string: page(text) } },
    headers: { response: { set } },
  }
}

/** Istio replaces what a prefix matched and no more, so all below the path ends in a slash as that does. */
function rewrites(path: string, to: string): readonly Pick<Route, 'match' | 'rewrite'>[] {
  const below = {
    match: [{ uri: { prefix: path === '/' ? '/' : `${path}/` } }],
    rewrite: { uri: to === '/' ? '/' : `${to}/` },
  }
  return path === '/' ? [below] : [{ match: [{ uri: { exact: path } }], rewrite: { uri: to } }, below]
}

/**
 * Hands a path to the app. CORS and headers here hold for all its routes, also those that Rollouts adds during a
 * canary.
 */
function delegated({ path, app, team, edge }: HostRoute): readonly Route[] {
  const own = edge.cors === null ? {} : { corsPolicy: cors(edge.cors) }
  const delegate = { name: gatewayRoutes({ name: app }), namespace: team }
  const taken = edge.rewrite === null ? [{ match: match(path) }] : rewrites(path, edge.rewrite)
  return taken.map((one) => ({ ...one, delegate, ...own, ...edgeHeaders(edge) }))
}

/** In maintenance nothing leads to the app, whose own routes stay as they are until it is back. */
const routesOf = (route: HostRoute): readonly Route[] =>
  route.edge.maintenance === null
    ? [...refused(route.closed), ...route.redirects.map(redirected), ...delegated(route)]
    : [closed(route, route.edge.maintenance), ...delegated(route)]

const moved = ({ moved: to }: HostModel): readonly Route[] =>
  to === null ? [] : [{ redirect: { authority: to.to, redirectCode: to.code } }]

/**
 * One root VirtualService a host delegates to the apps, longest path first: Istio merges those of one host in no
 * promised order, and a sticky app on `/` would swallow its neighbours' visitors (FIELD-NOTES M4). Named by the first
 * label, or the whole host where two share it.
 */
export const hosts: Component = (chart, model) => {
  const labels = Map.groupBy(model.hosts, (h) => h.label)
  for (const host of model.hosts) {
    const object = new VirtualService(chart, host.host, {
      metadata: { name: labels.get(host.label)?.length === 1 ? host.label : host.host, namespace: platformTeam },
      spec: {
        hosts: [host.host],
        gateways: [gatewayOf(host)],
        http: [...host.routes.flatMap(routesOf), ...moved(host)],
      },
    })
    const source = host.routes[0]?.source ?? host.moved?.source
    if (source !== undefined) setFile(object, { source })
  }
}
