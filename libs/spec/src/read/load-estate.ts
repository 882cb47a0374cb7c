import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { failed, ok, show, sortIssues, type Issue, type Outcome } from '@slipway/core'
import { loadFleet, type Fleet } from '@slipway/fleet'
import { estateRules } from '../rules/estate-rules.ts'
import { readApp, type AppSource } from './read-app.ts'

export interface Estate {
  readonly fleet: Fleet
  /** Sorted by name. */
  readonly apps: readonly AppSource[]
}

/** A folder that is only a link would be no app to us, and its objects would be deleted without a word. */
const linkIssue = (name: string): Issue => ({
  file: `apps/${name}`,
  at: '',
  code: 'app-link',
  got: `${show(name)}, a link`,
  want: 'a folder of its own for every app',
  hint: 'put the folder itself there',
})

/**
 * Reads the whole estate below a root: `fleet/`, `apps/<app>/{app.ts|app.yaml, releases/, extra.ts, config files}`.
 * @param read reads one app's folder; another for who remembers what was read
 * @returns the estate, or every issue of every file. Where the fleet has issues, those of the apps that do not depend on it are told as well
 */
export async function loadEstate(root: string, read: typeof readApp = readApp): Promise<Outcome<Estate>> {
  const fleet = await loadFleet(root)
  const dir = path.join(root, 'apps')
  const entries = existsSync(dir) ? readdirSync(dir, { withFileTypes: true }) : []
  const names = entries
    .filter((e) => e.isDirectory())
    .map((e) => e.name)
    .sort()
  const readings = await Promise.all(names.map((name) => read(root, name, fleet.ok ? fleet.value : undefined)))
  const issues = [
    ...entries.filter((e) => e.isSymbolicLink()).map((e) => linkIssue(e.name)),
    ...readings.flatMap((r) => r.issues),
  ]
  if (!fleet.ok) return failed(...sortIssues([...fleet.issues, ...issues]))
  const drafts = readings.flatMap(({ draft }) => (draft === undefined ? [] : [draft]))
  issues.push(...estateRules(drafts, names, fleet.value))
  if (issues.length > 0) return failed(...sortIssues(issues))
  return ok({ fleet: fleet.value, apps: readings.flatMap(({ source }) => (source === undefined ? [] : [source])) })
}
