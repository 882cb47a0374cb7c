import type { Output } from '@slipway/cli'
import { answer } from '@slipway/cli/answer'
import { failed, ok, type Issue, type Outcome } from '@slipway/core'
import {
  after,
  appChange,
  edition,
  editionRows,
  findApp,
  findTarget,
  openGit,
  parseEdition,
  type EditionRow,
  type MadeChange,
  type Step,
  uncommitted,
} from '@slipway/release'
import { asJson, asText, inputOf, review, type Review } from '@slipway/review'
import { loadEstate, type AppSource, type Estate } from '@slipway/spec'
import type { Disk, Lock } from '@slipway/tree'
import { land, locked, type Result, type Scene } from '../release/land.ts'
import type { Options as LandingOptions } from '../release/options.ts'
import { clusterFacts } from '../review/run.ts'
import { movedJson, movedText, rowsText, type Moved } from './report.ts'

interface Options {
  readonly landing: Pick<LandingOptions, 'root' | 'commit' | 'pr' | 'dryRun' | 'values'>
  readonly json: boolean
  readonly pin: boolean
  readonly to: string | undefined
  readonly target: string | undefined
  readonly override: string | undefined
  readonly apps: readonly string[]
}

/** The named apps, or all that run in the target; an issue for each unknown name. */
function appsOf(estate: Estate, options: Options): Outcome<readonly AppSource[]> {
  const target = findTarget(estate.fleet, options.target ?? '')
  const to = parseEdition(options.to ?? '')
  const named = [...new Set(options.apps)].map((name) => findApp(estate, name))
  const issues = [target, to, ...named].flatMap((one) => (one.ok ? [] : one.issues))
  if (!target.ok || issues.length > 0) return failed(...issues)
  if (named.length > 0) return ok(named.flatMap((one) => (one.ok ? [one.value] : [])))
  return ok(estate.apps.filter((app) => target.value.clusters.some(({ name }) => app.releases.has(name))))
}

/** The effects of a step, by a review of the apps' files before and after. */
const reviewOf = ({ was, files }: MadeChange, { fleet }: Estate): Review =>
  review(inputOf(was, files, { fleet: clusterFacts(fleet), isEstate: true }))

interface Decided {
  readonly app: AppSource
  readonly step: Step
}

/** Every app is decided before anything is written: one that is refused keeps all back. */
function decideAll(
  estate: Estate,
  apps: readonly AppSource[],
  { target = '', to = '', pin, override }: Options,
  now: Date,
): Outcome<readonly Decided[]> {
  const decided = apps.map((app) => edition({ estate, now }, { app: app.name, target, to, pin, override }))
  const issues: readonly Issue[] = decided.flatMap((one) => (one.ok ? [] : one.issues))
  if (issues.length > 0) return failed(...issues)
  return ok(
    decided.flatMap((one, i) => {
      const app = apps[i]
      return one.ok && 'step' in one.value && app !== undefined ? [{ app, step: one.value.step }] : []
    }),
  )
}

async function perform(
  options: Options,
  disk: Disk,
  lock: Lock | undefined,
  now: Date,
): Promise<Outcome<readonly Moved[]>> {
  const { landing } = options
  const loaded = await loadEstate(landing.root)
  if (!loaded.ok) return loaded
  const git = openGit(landing.root)
  if ((landing.commit || landing.pr) && !git.ok) return git
  const apps = appsOf(loaded.value, options)
  if (!apps.ok) return apps
  const decided = decideAll(loaded.value, apps.value, options, now)
  if (!decided.ok) return decided
  if (git.ok && (landing.commit || landing.pr)) {
    const idle = apps.value.filter((app) => !decided.value.some((one) => one.app === app))
    const left = idle.flatMap(({ name }) => uncommitted(git.value, name) ?? [])
    if (left.length > 0) return failed(...left)
  }
  const moved: Moved[] = []
  let estate = loaded.value
  for (const { app, step } of decided.value) {
    const next = after(estate, step)
    const made = appChange(
      estate,
      next,
      step.changes.map(({ cluster }) => cluster.name),
    )
    if (!made.ok) return made
    const found = reviewOf(made.value, estate)
    const effects = asText(found)
    const scene: Scene = { estate, git, disk, lock, now }
    const landed: Outcome<Result> = land(landing, scene, { step, app, made: made.value, effects })
    if (!landed.ok) return landed
    moved.push({ step, landed: landed.value, effects, review: JSON.parse(asJson(found)) as unknown })
    // Pull requests stand beside each other, each upon the same commit; on disk one move follows the other.
    if (!landing.pr) estate = next
  }
  return ok(moved)
}

async function rowsOf({ landing: { root }, apps }: Options): Promise<Outcome<readonly EditionRow[]>> {
  const loaded = await loadEstate(root)
  if (!loaded.ok) return loaded
  const named = apps.map((name) => findApp(loaded.value, name))
  const issues = named.flatMap((one) => (one.ok ? [] : one.issues))
  if (issues.length > 0) return failed(...issues)
  const rows = editionRows(loaded.value)
  return ok(apps.length === 0 ? rows : rows.filter(({ app }) => apps.includes(app)))
}

export async function runEdition(
  options: Options,
  output: Pick<Output, 'out' | 'err'> & { readonly now: () => Date },
): Promise<0 | 1> {
  const { json } = options
  const fail = (why: Outcome<never>) => answer(output, why, json, () => '')
  if (options.to === undefined) {
    const rows = await rowsOf(options)
    return rows.ok ? answer(output, ok({ editions: rows.value }), json, (all) => rowsText(all.editions)) : fail(rows)
  }
  const now = output.now()
  const done = await locked(options.landing, (disk, lock) => perform(options, disk, lock, now))
  if (!done.ok) return fail(done)
  if (json) return answer(output, ok({ apps: done.value.map(movedJson) }), true, () => '')
  return answer(output, done, false, (all) => movedText(all, options))
}
