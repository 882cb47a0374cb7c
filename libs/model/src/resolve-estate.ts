import { teamName, type AppName, type TeamName } from '@slipway/core'
import type { Cluster } from '@slipway/fleet'
import { calledApp, inCluster, type AppSource, type Estate } from '@slipway/spec'
import type { ClusterModel, Model } from './model.ts'
import { resolveApp } from './resolve-app.ts'
import { resolveHosts } from './resolve-hosts.ts'

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
    const streams = apps.flatMap(({ name, team, source, stream }) =>
      stream === null ? [] : [{ ...stream, app: name, team, source }],
    )
    return { cluster, apps, teams, hosts: resolveHosts(apps, cluster, estate.fleet), streams }
  })
  const rejected = new Map(
    estate.apps.flatMap((app) => (app.rejected === undefined ? [] : [[app.name, app.rejected] as const])),
  )
  return { fleet: estate.fleet, clusters, rejected }
}
