import { checkRendered, rules } from '@slipway/checks'
import { baseName, sortIssues } from '@slipway/core'
import type { Cluster } from '@slipway/fleet'
import type { AppSource, Estate } from '@slipway/spec'
import { appOf } from '@slipway/tree'
import { renderClusters, type TreeChange } from '../steps/tree-change.ts'
import type { Evidence, Sources } from './evidence.ts'
import { isBefore, shallowCommits, type Git } from '../git.ts'
import { history, sinceOf } from '../history.ts'
import { after, appsOf, type Step } from '../steps/step.ts'
import { present, type Target } from '../steps/target.ts'
import { environmentDiff } from './environment-diff.ts'

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
  const commits = logged.stdout.split('\n').flatMap((line) => {
    const [hash = '', subject = ''] = line.split('\0')
    return hash === '' ? [] : [{ hash, subject }]
  })
  return { from, to, backwards, commits }
}

/** The rules on this app, in the tree after the step. */
export function checksOf(estate: Estate, step: Step): NonNullable<Evidence['checks']> {
  const { model, rendered } = renderClusters(
    after(estate, step),
    step.changes.map(({ cluster }) => cluster.name),
  )
  const apps: readonly (string | undefined)[] = appsOf(step)
  const issues = rendered.ok
    ? checkRendered(rendered.value, model.fleet, model.rejected).filter(
        ({ file, warning }) => warning !== true && apps.includes(appOf(file)),
      )
    : rendered.issues
  return { rules: rules.length, issues: rendered.ok ? sortIssues(issues) : issues }
}

/** Seconds that a cluster has had its release; `undefined` when git does not say. */
function soakOf(git: Git, app: AppSource, cluster: Cluster, now: Date): number | undefined {
  const entries = history(git, app.name, cluster, app.specs.get(cluster.environment)?.team ?? '')
  const since = entries.ok ? sinceOf(entries.value, app.releases.get(cluster.name)?.digest) : undefined
  return since === undefined || shallowCommits(git).has(since.commit)
    ? undefined
    : Math.max(0, now.getTime() / 1000 - since.time)
}

/**
 * A stack's file begins with its cluster: `aws/<account>/<region>/prod-eu-function-hooks.yaml`. Of two names that fit,
 * the longer is meant.
 */
export function clusterOfFile(path: string, { changes }: Pick<Step, 'changes'>): string {
  const [tree, folder = ''] = path.split('/')
  if (tree !== 'aws') return folder
  const stack = baseName(path)
  const fit = changes.map(({ cluster }): string => cluster.name).filter((name) => stack.startsWith(`${name}-`))
  return fit.sort((a, b) => b.length - a.length)[0] ?? ''
}

interface EvidenceInput {
  readonly estate: Estate
  readonly app: AppSource
  readonly step: Step
  readonly changed: TreeChange
  /** Where the release comes from. */
  readonly from: Target | undefined
  readonly now: Date
}

export function evidenceOf(git: Git, { estate, app, step, changed, from, now }: EvidenceInput): Evidence {
  const rendered = new Map<string, number>()
  for (const path of changed.keys()) {
    const cluster = clusterOfFile(path, step)
    rendered.set(cluster, (rendered.get(cluster) ?? 0) + 1)
  }
  const [first] = step.changes
  const sources = first === undefined ? undefined : sourcesOf(git, app.name, first.from?.commit, first.to.commit)
  const before = from === undefined ? [] : present(app, from)
  const soak = before.map((cluster) => ({ cluster: cluster.name, seconds: soakOf(git, app, cluster, now) }))
  const [source] = before
  // A new release takes today's spec again where a rollback had kept another.
  const then = after(estate, step).apps.find((one) => one.name === app.name) ?? app
  return {
    step,
    app,
    rendered,
    sources,
    soak,
    checks:
      step.verb === 'promote' || step.verb === 'bump' || step.verb === 'edition' ? checksOf(estate, step) : undefined,
    differences:
      source === undefined || first === undefined
        ? undefined
        : { from: source.name, to: first.cluster.name, all: environmentDiff(then, source, first.cluster) },
  }
}
