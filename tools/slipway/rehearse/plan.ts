import { readdirSync } from 'node:fs'
import path from 'node:path'
import { failed, issuesOf, ok, sortIssues, type Outcome } from '@slipway/core'
import { loadFleet } from '@slipway/fleet'
import { affectedApps, appsIn, binary, chooseApps, chooseCluster } from '@slipway/rehearsal'
import { changedFiles } from './changed-files.ts'
import type { ParsedArgs } from './options.ts'

export type Planned = ParsedArgs['plays'][number] & {
  readonly cluster: string
  /** `undefined` when none of the cluster is affected. */
  readonly apps: readonly string[] | undefined
}

function foldersOf(root: string, cluster: string): readonly string[] {
  const place = path.join('clusters', cluster)
  try {
    return readdirSync(path.join(root, place), { recursive: true, encoding: 'utf8' })
      .map((entry) => path.join(place, entry).replaceAll(path.sep, '/'))
      .filter((entry) => entry.split('/').length >= 4)
  } catch {
    return []
  }
}

/**
 * Before anything is started.
 * @returns or every word that names nothing, and every missing program
 */
export async function plan({
  plays,
  root,
  cluster: name,
  apps: names,
  affected,
}: ParsedArgs): Promise<Outcome<readonly Planned[]>> {
  const fleet = await loadFleet(root)
  if (!fleet.ok) return fleet
  const changed = affected === undefined ? undefined : changedFiles(root, affected)
  if (changed?.ok === false) return changed
  const planned = plays.map((play): Outcome<Planned> => {
    const chosen = chooseCluster(fleet.value, play.scenario.where, name)
    if (!chosen.ok) return chosen
    const all = appsIn(foldersOf(root, chosen.value.name), chosen.value.name)
    const apps = chooseApps(all, chosen.value.name, names)
    if (!apps.ok) return apps
    if (changed === undefined) return ok({ ...play, cluster: chosen.value.name, apps: names })
    const touched = affectedApps(apps.value, changed.value)
    return ok({
      ...play,
      cluster: chosen.value.name,
      apps: touched.length === 0 ? undefined : touched.map((app) => app.name),
    })
  })
  const value = planned.flatMap((each) => (each.ok ? [each.value] : []))
  const programs = new Set(value.flatMap(({ apps, scenario }) => (apps === undefined ? [] : scenario.needs)))
  // One wrong word is reported once for all scenarios.
  const issues = sortIssues(issuesOf(...planned, ...[...programs].map((each) => binary(each))))
  return issues.length === 0 ? ok(value) : failed(...issues)
}
