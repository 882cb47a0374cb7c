import type { Freeze } from '@slipway/fleet'
import { frozen } from '@slipway/fleet'
import type { AppSource, Estate, Hold } from '@slipway/spec'
import { present } from './steps/target.ts'

export interface StatusRow {
  readonly app: string
  readonly team: string
  readonly environment: string
  readonly cluster: string
  readonly wave: number
  readonly version: string
  readonly digest: string
  readonly commit: string | null
  /** Seconds since 1970; null when git does not say. */
  readonly since: number | null
  readonly hold: Hold | null
  readonly rejected: string | null
  readonly keepsSpec: boolean
}

interface Apart {
  readonly app: string
  readonly from: string
  readonly to: string
  /** Commits that the second lacks; null when git does not say. */
  readonly commits: number | null
}

export interface Status {
  readonly rows: readonly StatusRow[]
  readonly apart: readonly Apart[]
  readonly rejected: readonly { readonly app: string; readonly digest: string; readonly reason: string }[]
  readonly frozen: readonly { readonly environment: string; readonly reason: string }[]
}

export interface StatusFacts {
  readonly since: (app: string, cluster: string) => number | undefined
  readonly distance: (app: string, from: string, to: string) => number | undefined
}

function rowsOf(estate: Estate, app: AppSource, facts: StatusFacts): readonly StatusRow[] {
  return estate.fleet.clusters.flatMap((cluster): StatusRow[] => {
    const release = app.releases.get(cluster.name)
    if (release === undefined) return []
    const rejected =
      app.rejected !== undefined && Object.hasOwn(app.rejected, release.digest)
        ? app.rejected[release.digest]
        : undefined
    return [
      {
        app: app.name,
        team: app.specs.get(cluster.environment)?.team ?? '',
        environment: cluster.environment,
        cluster: cluster.name,
        wave: cluster.wave,
        version: release.version,
        digest: release.digest,
        commit: release.commit ?? null,
        since: facts.since(app.name, cluster.name) ?? null,
        hold: release.hold ?? null,
        rejected: rejected?.reason ?? null,
        keepsSpec: app.kept?.has(cluster.name) === true,
      },
    ]
  })
}

/** Where the later environment has another release than the one before. */
function apartOf(estate: Estate, app: AppSource, facts: StatusFacts): readonly Apart[] {
  const { environments, clusters } = estate.fleet
  const at = environments.flatMap((environment) => {
    const there = present(app, {
      name: environment,
      environment,
      isCluster: false,
      clusters: clusters.filter((c) => c.environment === environment),
    })
    const release = there[0] === undefined ? undefined : app.releases.get(there[0].name)
    return release === undefined ? [] : [{ environment, release }]
  })
  return at.slice(1).flatMap(({ environment, release }, i): Apart[] => {
    const before = at[i]
    if (before === undefined || before.release.digest === release.digest) return []
    const [from, to] = [release.commit, before.release.commit]
    const commits = from === undefined || to === undefined ? undefined : facts.distance(app.name, from, to)
    return [{ app: app.name, from: before.environment, to: environment, commits: commits ?? null }]
  })
}

export function status(estate: Estate, apps: readonly AppSource[], facts: StatusFacts, now: Date): Status {
  const freezes = estate.fleet.environments.flatMap((environment) => {
    const found: Freeze | undefined = frozen(estate.fleet.freezes, environment, now)
    return found === undefined ? [] : [{ environment, reason: found.reason }]
  })
  return {
    rows: apps.flatMap((app) => rowsOf(estate, app, facts)),
    apart: apps.flatMap((app) => apartOf(estate, app, facts)),
    rejected: apps.flatMap((app) =>
      Object.entries(app.rejected ?? {}).map(([digest, { reason }]) => ({ app: app.name, digest, reason })),
    ),
    frozen: freezes,
  }
}
