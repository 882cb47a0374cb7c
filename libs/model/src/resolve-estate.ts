import { teamName, type AppName, type TeamName } from '@slipway/core'
import type { Cluster, Fleet } from '@slipway/fleet'
import { calledApp, inCluster, type AppSource, type Estate } from '@slipway/spec'
import type { ClusterModel, Model } from './model.ts'
import type { ResolvedFunction } from './resolved-function.ts'
import { resolveApp } from './resolve-app.ts'
import { resolveFunction } from './resolve-function.ts'
import { resolveHosts } from './resolve-hosts.ts'

type Caller = { readonly name: AppName; readonly team: TeamName }

function callersIn(sources: readonly AppSource[], cluster: Cluster): ReadonlyMap<string, readonly Caller[]> {
  const callers = new Map<string, Caller[]>()
  for (const app of sources) {
    const spec = app.specs.get(cluster.environment)
    // A function calls by the gateway, as people do.
    if (spec === undefined || spec.kind === 'function' || !app.releases.has(cluster.name)) continue
    for (const call of spec.calls ?? []) {
      const to = calledApp(call)
      if (to !== undefined) callers.set(to, [...(callers.get(to) ?? []), { name: app.name, team: teamName(spec.team) }])
    }
  }
  return callers
}

function functionsIn(here: readonly AppSource[], cluster: Cluster, fleet: Fleet): readonly ResolvedFunction[] {
  const sources = new Map(here.map((one) => [one.name as string, one]))
  return here.flatMap((source) => {
    const spec = source.specs.get(cluster.environment)
    const release = source.releases.get(cluster.name)
    if (spec?.kind !== 'function' || release === undefined) return []
    return [resolveFunction(source, spec, release, cluster, fleet, sources)]
  })
}

/** All functions of the estate, without what runs in pods. */
export const resolveFunctions = ({ fleet, apps }: Estate): readonly ResolvedFunction[] =>
  fleet.clusters.flatMap((cluster) =>
    functionsIn(
      apps.map((app) => inCluster(app, cluster.name)),
      cluster,
      fleet,
    ),
  )

export function resolveEstate(estate: Estate): Model {
  const clusters = estate.fleet.clusters.map((cluster): ClusterModel => {
    const here = estate.apps.map((app) => inCluster(app, cluster.name))
    const neighbours = { sources: new Map(here.map((a) => [a.name as string, a])), callers: callersIn(here, cluster) }
    const apps = here.flatMap((source) => {
      const spec = source.specs.get(cluster.environment)
      const isPod = spec !== undefined && spec.kind !== 'function'
      const app = isPod ? resolveApp(source, spec, cluster, estate.fleet, neighbours) : null
      return app === null ? [] : [app]
    })
    const functions = functionsIn(here, cluster, estate.fleet)
    const names = [...new Set(apps.map((a) => a.team))].sort()
    const teams = names.flatMap((name) => {
      const team = estate.fleet.teams.get(name)
      return team === undefined ? [] : [{ ...team, name }]
    })
    const streams = apps.flatMap(({ name, team, source, stream }) =>
      stream === null ? [] : [{ ...stream, app: name, team, source }],
    )
    return { cluster, apps, functions, teams, hosts: resolveHosts(apps, cluster, estate.fleet), streams }
  })
  const rejected = new Map(
    estate.apps.flatMap((app) => (app.rejected === undefined ? [] : [[app.name, app.rejected] as const])),
  )
  return { fleet: estate.fleet, clusters, rejected }
}
