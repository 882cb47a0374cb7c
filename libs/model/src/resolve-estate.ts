import { compareBy, teamName, type AppName, type TeamName } from '@slipway/core'
import type { Cluster } from '@slipway/fleet'
import { calledApp, inCluster, type AppSource, type Estate } from '@slipway/spec'
import type { ClusterModel, HostModel, Model } from './model.ts'
import { resolveApp } from './resolve-app.ts'
import type { ResolvedApp } from './resolved-app.ts'

type Caller = { readonly name: AppName; readonly team: TeamName }

function callersIn(sources: readonly AppSource[], cluster: Cluster): ReadonlyMap<string, readonly Caller[]> {
  const callers = new Map<string, Caller[]>()
  for (const app of sources) {
    const spec = app.specs.get(cluster.environment)
    if (spec === undefined || !app.releases.has(cluster.name)) continue
    for (const call of spec.calls ?? []) {
      const to = calledApp(call)
      if (to !== undefined) callers.set(to, [...(callers.get(to) ?? []), { name: app.name, team: teamName(spec.team) }])
    }
  }
  return callers
}

type Route = HostModel['routes'][number]

const covers = (path: string, below: string): boolean => path === '/' || below === path || below.startsWith(`${path}/`)

/** What an app keeps closed is refused before the route that would lead to it, if that is the app's own. */
const guarded = (routes: readonly Route[], closed: ReadonlyMap<string, readonly string[]>): readonly Route[] =>
  routes.map((route) => ({
    ...route,
    closed: (closed.get(route.app) ?? []).filter((p) => routes.find((one) => covers(one.path, p)) === route),
  }))

/** Longest path first: Istio takes the first matching route. */
function hostsOf(apps: readonly ResolvedApp[]): readonly HostModel[] {
  const hosts = new Map<string, Route[]>()
  const closed = new Map(apps.map((app) => [app.name as string, app.traffic?.expose?.closed ?? []]))
  for (const app of apps) {
    const expose = app.traffic?.expose
    if (expose == null) continue
    const routes = expose.paths.map((path) => ({ path, app: app.name, team: app.team, source: app.source, closed: [] }))
    hosts.set(expose.host, [...(hosts.get(expose.host) ?? []), ...routes])
  }
  return [...hosts.entries()].sort(compareBy(([host]) => host)).map(([host, routes]) => ({
    label: host.split('.')[0] ?? host,
    host,
    routes: guarded(
      routes.sort((a, b) => b.path.length - a.path.length || (a.path < b.path ? -1 : 1)),
      closed,
    ),
  }))
}

export function resolveEstate(estate: Estate): Model {
  const clusters = estate.fleet.clusters.map((cluster): ClusterModel => {
    const here = estate.apps.map((app) => inCluster(app, cluster.name))
    const neighbours = { sources: new Map(here.map((a) => [a.name as string, a])), callers: callersIn(here, cluster) }
    const apps = here.flatMap((source) => {
      const spec = source.specs.get(cluster.environment)
      const app = spec === undefined ? null : resolveApp(source, spec, cluster, estate.fleet, neighbours)
      return app === null ? [] : [app]
    })
    const names = [...new Set(apps.map((a) => a.team))].sort()
    const teams = names.flatMap((name) => {
      const team = estate.fleet.teams.get(name)
      return team === undefined ? [] : [{ ...team, name }]
    })
    return { cluster, apps, teams, hosts: hostsOf(apps) }
  })
  const rejected = new Map(
    estate.apps.flatMap((app) => (app.rejected === undefined ? [] : [[app.name, app.rejected] as const])),
  )
  return { fleet: estate.fleet, clusters, rejected }
}
