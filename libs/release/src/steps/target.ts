import { ok, refused, show, suggestion, type EnvName, type Outcome } from '@slipway/core'
import type { Cluster, Fleet } from '@slipway/fleet'
import { repositoryOf as repositoryIn, type AppSource, type Estate } from '@slipway/spec'

/** An environment's clusters, wave by wave, or one cluster. */
export interface Target {
  readonly name: string
  readonly environment: EnvName
  /** Sorted by wave. */
  readonly clusters: readonly Cluster[]
  readonly isCluster: boolean
}

export const releasePath = (app: string, cluster: string): string => `apps/${app}/releases/${cluster}.json`

export function findApp(estate: Estate, name: string): Outcome<AppSource> {
  const app = estate.apps.find((verbFor) => verbFor.name === name)
  if (app !== undefined) return ok(app)
  const hint = suggestion(
    name,
    estate.apps.map((one) => one.name),
  )
  return refused('apps', 'unknown-app', show(name), 'the name of an app in apps/', hint)
}

/** A name that is both (cluster `dev` in environment `dev`) is the environment. */
export function findTarget(fleet: Fleet, name: string): Outcome<Target> {
  const environment = fleet.environments.find((one) => one === name)
  if (environment !== undefined)
    return ok({
      name,
      environment,
      isCluster: false,
      clusters: fleet.clusters.filter((c) => c.environment === environment),
    })
  const cluster = fleet.clusters.find((one) => one.name === name)
  if (cluster !== undefined) return ok({ name, environment: cluster.environment, isCluster: true, clusters: [cluster] })
  const names = [...new Set<string>([...fleet.environments, ...fleet.clusters.map((c) => c.name)])]
  return refused(
    'fleet',
    'unknown-target',
    show(name),
    'an environment of fleet/fleet.ts or a cluster of fleet/clusters',
    suggestion(name, names),
  )
}

export const present = (app: AppSource, target: Target): readonly Cluster[] =>
  target.clusters.filter((c) => app.releases.has(c.name))

/** The target's clusters where the app runs. @param nowhere the hint if it runs in none at all */
export function running(app: AppSource, target: Target, nowhere: string): Outcome<readonly Cluster[]> {
  const there = present(app, target)
  if (there.length > 0) return ok(there)
  const where = [...app.releases.keys()]
  const got = `no release of ${app.name} in ${target.name}`
  const hint = where.length === 0 ? nowhere : `it runs in ${listed(where)}`
  return refused(`apps/${app.name}/releases`, 'no-release', got, 'a target where the app runs', hint)
}

export interface Wave {
  /** Clusters of the first wave that lacks it; empty when all have it. */
  readonly now: readonly Cluster[]
  readonly later: readonly Cluster[]
  /** Without the app; nobody goes there unless it is named. */
  readonly absent: readonly Cluster[]
}

/**
 * In an environment, clusters that have the app count; when none has it, those of its first wave. A named cluster gets
 * the app even when it is new there.
 */
export function nextWave(app: AppSource, target: Target, digest: string): Wave {
  const there = present(app, target)
  const reach = target.isCluster || there.length === 0 ? target.clusters : there
  const open = reach.filter((c) => app.releases.get(c.name)?.digest !== digest)
  const first = Math.min(...open.map((c) => c.wave))
  const now = open.filter((c) => c.wave === first)
  const later = open.filter((c) => c.wave !== first)
  // A new app is in its first wave alone, and `next` passes by clusters without it.
  if (there.length === 0) return { now, later: [], absent: later }
  return { now, later, absent: target.clusters.filter((c) => !reach.includes(c)) }
}

/** Images are pulled from and pushed to it. */
export const repositoryOf = ({ apps }: Estate, app: AppSource, cluster: Cluster): string =>
  repositoryIn(app, cluster, (name) => apps.find((one) => one.name === name))

export const verbFor = (all: readonly unknown[], single: string, several: string): string =>
  all.length === 1 ? single : several

/** `prod-eu and prod-us`. */
export function listed(names: readonly string[]): string {
  if (names.length < 2) return names.join('')
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
