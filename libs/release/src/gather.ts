import { checkRendered, rules } from '@slipway/checks'
import { sortIssues } from '@slipway/core'
import { resolveEstate } from '@slipway/model'
import type { AppSource, Estate } from '@slipway/spec'
import { appOf, renderModel } from '@slipway/tree'
import type { Effect } from './effect.ts'
import type { Evidence, Sources } from './evidence.ts'
import { isBefore, type Git } from './git.ts'
import { history } from './history.ts'
import { after, type Step } from './step.ts'
import { present, type Target } from './target.ts'
import { unlike } from './unlike.ts'

/** The commits of an app between two, newest first. */
function sourcesOf(git: Git, app: string, from: string | undefined, to: string | undefined): Sources | undefined {
  if (from === undefined || to === undefined) return undefined
  const backwards = isBefore(git)(to, from)
  const range = backwards ? `${to}..${from}` : `${from}..${to}`
  const logged = git.ask([
    'log',
    '--format=%H%x00%s',
    '--max-count=1000',
    range,
    '--',
    `apps/${app}`,
    `:(exclude)apps/${app}/releases`,
  ])
  if (logged.status !== 0) return undefined
  const commits = logged.stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [hash = '', subject = ''] = line.split('\0')
      return { hash, subject }
    })
  return { from, to, backwards, commits }
}

/** What the rules say of this app in the tree as it will be. */
export function checksOf(estate: Estate, step: Step): NonNullable<Evidence['checks']> {
  const model = resolveEstate(after(estate, step))
  const rendered = renderModel({
    ...model,
    clusters: model.clusters.filter(({ cluster }) => step.moves.some((m) => m.cluster.name === cluster.name)),
  })
  if (!rendered.ok) return { rules: rules.length, issues: rendered.issues }
  const issues = checkRendered(rendered.value, model.fleet, model.rejected)
  return { rules: rules.length, issues: sortIssues(issues.filter((one) => appOf(one.file) === step.app)) }
}

/** How long a cluster has had its release, in seconds; nothing when git does not say. */
function soakOf(git: Git, app: AppSource, cluster: string, team: string, now: Date): number | undefined {
  const digest = app.releases.get(cluster as never)?.digest
  const entries = history(git, app.name, cluster, team)
  if (!entries.ok || digest === undefined) return undefined
  const since = entries.value.findLast((_, i) =>
    entries.value.slice(0, i + 1).every(({ release }) => release.digest === digest),
  )
  return since === undefined ? undefined : Math.max(0, now.getTime() / 1000 - since.time)
}

/**
 * Collects what a pull request should say of a step.
 * @param from where the release comes from, when it is promoted
 * @param now the clock
 */
export function gather(
  git: Git,
  estate: Estate,
  app: AppSource,
  step: Step,
  changed: Effect,
  from: Target | undefined,
  now: Date,
): Evidence {
  const rendered = new Map<string, number>()
  for (const path of changed.keys()) {
    const [, cluster = ''] = path.split('/')
    rendered.set(cluster, (rendered.get(cluster) ?? 0) + 1)
  }
  const [first] = step.moves
  const sources = first === undefined ? undefined : sourcesOf(git, app.name, first.from?.commit, first.to.commit)
  const before = from === undefined ? [] : present(app, from)
  const soak = before.map(({ name, environment }) => ({
    cluster: name,
    seconds: soakOf(git, app, name, app.specs.get(environment)?.team ?? '', now),
  }))
  const [source] = before
  // As it will be: a new release takes today's spec again where a rollback had kept another.
  const then = after(estate, step).apps.find((one) => one.name === app.name) ?? app
  return {
    step,
    app,
    rendered,
    sources,
    soak,
    checks: step.verb === 'promote' || step.verb === 'bump' ? checksOf(estate, step) : undefined,
    unlike:
      source === undefined || first === undefined
        ? undefined
        : { from: source.name, to: first.cluster.name, all: unlike(then, source, first.cluster) },
  }
}
