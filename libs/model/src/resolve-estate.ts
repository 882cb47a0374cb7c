import { teamName, type AppName, type TeamName } from '@slipway/core'
import type { Cluster, Fleet } from '@slipway/fleet'
import { calledApp, inCluster, type AppSource, type Estate } from '@slipway/spec'
import type { ClusterModel, Model } from './model.ts'
import type { ResolvedFunction } from './resolved-function.ts'
import { resolveApp } from './resolve-app.ts'
import { resolveFunction } from './resolve-function.ts'
import { resolveHosts } from './resolve-hosts.ts'
import { enginesIn } from './resolve-stores.ts'

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

type Sources = ReadonlyMap<string, AppSource>

/** The apps as they are in a cluster, by name. */
const sourcesIn = (apps: readonly AppSource[], cluster: Cluster): Sources =>
  new Map(apps.map((app) => [app.name, inCluster(app, cluster.name)]))

function functionsIn(sources: Sources, cluster: Cluster, fleet: Fleet): readonly ResolvedFunction[] {
  return [...sources.values()].flatMap((source) => {
    const spec = source.specs.get(cluster.environment)
    const release = source.releases.get(cluster.name)
    if (spec?.kind !== 'function' || release === undefined) return []
    return [resolveFunction(source, spec, release, cluster, fleet, sources)]
  })
}

/** All functions of the estate, without what runs in pods. */
export const resolveFunctions = ({ fleet, apps }: Estate): readonly ResolvedFunction[] =>
  fleet.clusters.flatMap((cluster) => functionsIn(sourcesIn(apps, cluster), cluster, fleet))

export function resolveEstate(estate: Estate): Model {
  const clusters = estate.fleet.clusters.map((cluster): ClusterModel => {
    const sources = sourcesIn(estate.apps, cluster)
    const here = [...sources.values()]
    const engines = enginesIn(estate.apps, cluster.environment)
    const neighbours = { sources, callers: callersIn(here, cluster), engines }
    const apps = here.flatMap((source) => {
      const spec = source.specs.get(cluster.environment)
      const isPod = spec !== undefined && spec.kind !== 'function'
      const app = isPod ? resolveApp(source, spec, cluster, estate.fleet, neighbours) : null
      return app === null ? [] : [app]
    })
    const functions = functionsIn(sources, cluster, estate.fleet)
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
