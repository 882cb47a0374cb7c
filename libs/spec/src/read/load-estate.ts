import { existsSync } from 'node:fs'
import path from 'node:path'
import { failed, InputFiles, ok, sortIssues, type Outcome } from '@slipway/core'
import { loadFleet, type Fleet } from '@slipway/fleet'
import { estateRules } from '../rules/estate-rules.ts'
import { keptIssues } from '../rules/kept-rules.ts'
import { defaultsIssues, fleetDefaults } from './fleet-defaults.ts'
import { linkedApp } from './link-issue.ts'
import { readApp, type AppSource } from './read-app.ts'

export interface Estate {
  readonly fleet: Fleet
  readonly apps: readonly AppSource[]
}

/**
 * Reads `fleet/` and `apps/` below a root.
 * @param read reads one app's folder, perhaps from a cache
 * @param files reads the fleet, lists the apps
 * @returns or the issues of all files; with a wrong fleet, also those that do not depend on it
 */
export async function loadEstate(
  root: string,
  read: typeof readApp = readApp,
  files = new InputFiles(root),
): Promise<Outcome<Estate>> {
  const fleet = await loadFleet(root, files)
  const entries = existsSync(path.join(root, 'apps')) ? files.list('apps') : []
  const names = entries.filter((name) => files.kind(`apps/${name}`) === 'folder')
  const readings = await Promise.all(names.map((name) => read(root, name, fleet.ok ? fleet.value : undefined)))
  const issues = [
    ...entries.filter((name) => files.kind(`apps/${name}`) === 'link').map(linkedApp),
    ...readings.flatMap((r) => r.issues),
  ]
  if (!fleet.ok)
    return failed(
      ...sortIssues([
        ...fleet.issues,
        ...(existsSync(path.join(root, 'fleet')) ? defaultsIssues(files) : []),
        ...issues,
      ]),
    )
  const defaults = fleetDefaults(fleet.value)
  if (!defaults.ok) issues.push(...defaults.issues)
  const drafts = readings.flatMap(({ draft }) => (draft === undefined ? [] : [draft]))
  issues.push(...estateRules(drafts, names, fleet.value))
  if (issues.length === 0) {
    const apps = readings.flatMap(({ draft, kept = new Map() }) => (draft === undefined ? [] : [{ draft, kept }]))
    issues.push(...keptIssues(apps, names, fleet.value))
  }
  if (issues.length > 0) return failed(...sortIssues(issues))
  return ok({ fleet: fleet.value, apps: readings.flatMap(({ source }) => (source === undefined ? [] : [source])) })
}
