import { compareBy } from '@slipway/core'
import { domainOfHost, type Cluster, type Fleet } from '@slipway/fleet'
import { coversPath } from '@slipway/spec'
import type { HostModel, HostRoute } from './model.ts'
import type { Exposure } from './exposure.ts'
import type { ResolvedApp } from './resolved-app.ts'

/** The paths of the app that are closed below a path of the host, as visitors write them. */
function closedBelow(path: string, { closed, edge: { rewrite } }: Exposure): readonly string[] {
  if (rewrite === null) return closed.filter((p) => coversPath(path, p))
  return closed
    .filter((p) => coversPath(rewrite, p))
    .map((p) => `${path === '/' ? '' : path}${rewrite === '/' ? p : p.slice(rewrite.length)}` || '/')
}

/** Puts closed and redirected paths of an app before the route of its own that would take them. */
function withOwn(routes: readonly HostRoute[], exposures: ReadonlyMap<string, Exposure>): readonly HostRoute[] {
  return routes.map((route) => {
    const exposure = exposures.get(route.app)
    if (exposure === undefined) return route
    const isOwn = (path: string) => routes.find((one) => coversPath(one.path, path)) === route
    const closed = exposure.paths.flatMap((path) => closedBelow(path, exposure))
    return {
      ...route,
      closed: [...new Set(closed)].filter(isOwn),
      redirects: exposure.redirects.filter(({ from }) => isOwn(from)),
    }
  })
}

/** All hosts of a cluster, by name; longest path first, since Istio takes the first matching route. */
export function resolveHosts(apps: readonly ResolvedApp[], cluster: Cluster, fleet: Fleet): readonly HostModel[] {
  const exposed = apps.flatMap((app) => (app.traffic?.expose == null ? [] : [{ app, expose: app.traffic.expose }]))
  const exposures = new Map(exposed.map(({ app, expose }) => [app.name as string, expose]))
  const hosts = new Map<
    string,
    { readonly gateway: Exposure['gateway']; routes: HostRoute[]; moved: HostModel['moved'] }
  >()
  const at = (host: string, { gateway }: Exposure) => {
    const found = hosts.get(host) ?? { gateway, routes: [], moved: null }
    hosts.set(host, found)
    return found
  }
  for (const { app, expose } of exposed) {
    const { name, team, source } = app
    for (const host of expose.hosts)
      at(host, expose).routes.push(
        ...expose.paths.map((path) => ({
          path,
          app: name,
          team,
          source,
          closed: [],
          redirects: [],
          edge: expose.edge,
        })),
      )
    for (const { host, to, code } of expose.moved) at(host, expose).moved = { to, code, source }
  }
  return [...hosts.entries()].sort(compareBy(([host]) => host)).map(([host, { gateway, routes, moved }]) => {
    const isOwn = host.endsWith(`.${cluster.domain}`) && gateway === 'public'
    const domain = gateway === 'internal' || isOwn ? undefined : domainOfHost(host, fleet)?.[0]
    return {
      label: isOwn ? (host.split('.')[0] ?? host) : host,
      host,
      gateway: domain === undefined ? gateway : { domain },
      routes: withOwn(
        routes.sort((a, b) => b.path.length - a.path.length || (a.path < b.path ? -1 : 1)),
        exposures,
      ),
      moved,
    }
  })
}
