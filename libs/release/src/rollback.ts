import { failed, issue, ok, type Issue, type Outcome } from '@slipway/core'
import type { Cluster } from '@slipway/fleet'
import type { AppSource, Estate } from '@slipway/spec'
import type { Files } from '@slipway/tree'
import { renderedOf } from './effect.ts'
import type { Git } from './git.ts'
import { history, type Entry } from './history.ts'
import { placed, type HoldInput } from './hold.ts'
import { named, rejectedIssue, withoutRunning } from './move.ts'
import { restore, type Restored } from './restore.ts'
import { after, type Decision, type Move, type Step } from './step.ts'
import { listed, present, releasePath, type Target, one } from './target.ts'
import { compare, headline, type Compared } from './verify-bytes.ts'
import { shell } from './shell.ts'

// What decides the bytes of a rendered app besides its own folder; the other libs read the tree and do not make it.
const rendering = [
  ...['core', 'fleet', 'spec', 'model', 'manifests', 'platform', 'gitops', 'tree'].map((lib) => `libs/${lib}`),
  'fleet',
  'package-lock.json',
]

export interface RollbackInput extends HoldInput {
  /** A number of `history`; by default the last state with another image. */
  readonly to?: number | undefined
  /** Goes back even where today's generator writes other bytes, and says why. */
  readonly override?: string | undefined
  /** How the verb was to go on, `--pr` or `--commit`, for the command that a refusal names. */
  readonly landing?: string | undefined
}

interface Back {
  readonly cluster: Cluster
  readonly entry: Entry
}

const teamIn = (app: AppSource, cluster: Cluster): string => app.specs.get(cluster.environment)?.team ?? ''

/** How a hold begins that a rollback wrote. */
const rolledBack = 'rolled back from '

/**
 * The state that an unnumbered rollback goes to: the last one with another image. A state that a rollback brought counts as the one that it
 * went back to, so that a second rollback goes further back and not forward to what was bad.
 */
export function stateBefore(entries: readonly Entry[], digest: string | undefined): Entry | undefined {
  if (entries[0]?.release.digest !== digest) return entries[0]
  let at = 0
  while (entries[at]?.release.hold?.startsWith(rolledBack) === true) {
    const original = entries.findIndex((entry, i) => i > at && entry.release.digest === entries[at]?.release.digest)
    if (original < 0) break
    at = original
  }
  return entries.find((entry, i) => i > at && entry.release.digest !== entries[at]?.release.digest)
}

function entryFor(app: AppSource, cluster: Cluster, entries: readonly Entry[], to: number | undefined): Outcome<Entry> {
  const now = app.releases.get(cluster.name)
  const found = to === undefined ? stateBefore(entries, now?.digest) : entries.find(({ number }) => number === to)
  if (found !== undefined) return ok(found)
  const want =
    to === undefined ? "an earlier release in this clone's history" : `a number from 0 to ${entries.length - 1}`
  const hint = `npm run release -- history ${app.name} ${cluster.name} lists them; a shallow clone lacks them (git fetch --unshallow)`
  const got = to === undefined ? `${entries.length} states, none with another image` : `--to ${to}`
  return failed(issue(releasePath(app.name, cluster.name), '', 'no-such-state', got, want, hint))
}

/**
 * Which clusters go back, and to what. Of an environment those that run what came last: a later wave that still has the release before it
 * is where the others go.
 */
function pick(
  git: Git,
  app: AppSource,
  target: Target,
  to: number | undefined,
): Outcome<{ backs: readonly Back[]; others: readonly string[] }> {
  const there = present(app, target)
  const states = there.map((cluster) => ({
    cluster,
    entries: history(git, app.name, cluster.name, teamIn(app, cluster)),
  }))
  const bad = states.flatMap(({ entries }) => (entries.ok ? [] : entries.issues))
  if (bad.length > 0) return failed(...bad)
  const known = states.map(({ cluster, entries }) => {
    const list = entries.ok ? entries.value : []
    const digest = app.releases.get(cluster.name)?.digest
    const since =
      list.findLast((_, i) => list.slice(0, i + 1).every(({ release }) => release.digest === digest))?.time ?? 0
    const isBack = app.releases.get(cluster.name)?.hold?.startsWith(rolledBack) === true
    return { cluster, list, digest, since, isBack }
  })
  // Clusters that went back already have been dealt with, unless all have: then it is once more, and further.
  const open = known.some(({ isBack }) => !isBack) ? known.filter(({ isBack }) => !isBack) : known
  const latest = open.reduce((a, b) => (b.since > a.since ? b : a))
  const going = open.filter(({ digest }) => digest === latest.digest)
  const issues: Issue[] = []
  const backs = going.flatMap(({ cluster, list }): Back[] => {
    const entry = entryFor(app, cluster, list, to)
    if (!entry.ok) issues.push(...entry.issues)
    return entry.ok ? [{ cluster, entry: entry.value }] : []
  })
  return issues.length > 0
    ? failed(...issues)
    : ok({ backs, others: known.filter((one) => !going.includes(one)).map((one) => one.cluster.name) })
}

/**
 * `rollback`: image and rendered files as they were. The release file takes the image back, the folder beside it the spec of then; the
 * cluster is then rendered and every byte compared with the tree of the commit. A hold keeps the next bump or promotion out until somebody
 * lifts it.
 * @returns the step; or which files would not be as they were, which commits are to blame, and what to type to go back all the same
 */
export async function rollback(git: Git, estate: Estate, input: RollbackInput): Promise<Outcome<Decision>> {
  const at = placed(estate, input)
  if (!at.ok) return at
  const { app, target, reason } = at.value
  const picked = pick(git, app, target, input.to)
  if (!picked.ok) return picked
  const { backs, others } = picked.value
  const restored = await restoreAll(git, app, estate, backs)
  if (!restored.ok) return restored
  const names = backs.map(({ cluster }) => cluster.name)
  const moves = backs.map(({ cluster, entry }): Move => {
    const from = app.releases.get(cluster.name)
    const { hold: _, override: __, ...release } = entry.release
    const what = from === undefined ? '' : `${rolledBack}${named(from)}: `
    return { cluster, from, to: { ...release, hold: `${what}${reason}`.slice(0, 500) } }
  })
  const step: Step = {
    verb: 'rollback',
    app: app.name,
    target: target.name,
    title: `release(${app.name}): roll ${listed(names)} back to ${listed([...new Set(moves.map(({ to }) => to.version))])}`,
    facts: [
      `Reason: ${reason}`,
      ...backs.map((b) => `In ${b.cluster.name} as in ${b.entry.commit}: ${named(b.entry.release)}`),
    ],
    moves,
    rejected: withoutRunning(app, names),
    keep: new Map(names.filter((name) => app.kept?.has(name) === true).map((name) => [name, undefined])),
    notes:
      others.length === 0
        ? []
        : [`${listed(others)} ${one(others, 'is', 'are')} not concerned and ${one(others, 'stays', 'stay')}`],
  }
  const plain = verified(estate, step, app.name, restored.value)
  if (!plain.ok) return plain
  // Where today's spec renders other bytes, the spec of then is kept beside the release.
  const changed = new Set(plain.value.compared.differing.map(({ path }) => path.split('/')[1]))
  const keep = new Map([
    ...step.keep,
    ...names.filter((name) => changed.has(name)).map((name) => [name, restored.value.get(name)?.keep] as const),
  ])
  const kept = { ...step, keep }
  const compared = changed.size === 0 ? plain : verified(estate, kept, app.name, restored.value)
  if (!compared.ok) return compared
  // A spec that changes no byte is not what makes the difference, so it need not stay.
  const idle = [...compared.value.files].every(([file, text]) => plain.value.files.get(file) === text)
  return verdict(git, idle ? step : kept, compared.value.compared, backs, input)
}

/** What each cluster goes back to; or why one of them cannot. */
async function restoreAll(
  git: Git,
  app: AppSource,
  estate: Estate,
  backs: readonly Back[],
): Promise<Outcome<ReadonlyMap<string, Restored>>> {
  const all = new Map<string, Restored>()
  const issues: Issue[] = []
  for (const { cluster, entry } of backs) {
    const refused = rejectedIssue(app, entry.release.digest)
    if (refused !== undefined) issues.push({ ...refused, hint: 'go back to another state: --to N' })
    const restored = await restore(git, app, estate.fleet, cluster.name, entry.commit)
    if (restored.ok) all.set(cluster.name, restored.value)
    else issues.push(...restored.issues)
  }
  return issues.length > 0 ? failed(...issues) : ok(all)
}

interface Verified {
  readonly compared: Compared
  readonly files: Files
}

/** The app's files as a step would render them, compared with what they were. */
function verified(estate: Estate, step: Step, app: string, restored: ReadonlyMap<string, Restored>): Outcome<Verified> {
  const names = [...restored.keys()]
  const rendered = renderedOf(after(estate, step), names)
  if (!rendered.ok) return rendered
  const was = new Map([...restored.values()].flatMap((one) => [...one.rendered]))
  return ok({ compared: compare(app, names, was, rendered.value), files: rendered.value })
}

/** A step whose files are all as they were; else what is not, unless somebody takes it so. */
function verdict(
  git: Git,
  step: Step,
  compared: Compared,
  backs: readonly Back[],
  input: RollbackInput,
): Outcome<Decision> {
  const { same, of, differing, notes } = compared
  const oldest = backs.reduce((a, b) => (b.entry.time < a.entry.time ? b : a)).entry.commit
  const told = [...step.notes, ...notes, `${same} of ${of} files byte for byte as in ${oldest.slice(0, 12)}`]
  if (differing.length === 0) return ok({ step: { ...step, notes: told } })
  if (input.override !== undefined) {
    const facts = [
      ...step.facts,
      `Override: ${differing.length} ${one(differing, 'file is', 'files are')} not as ${one(differing, 'it was', 'they were')}: ${input.override}`,
    ]
    return ok({
      step: { ...step, facts, notes: [...told, ...differing.map((d) => `${d.path}: ${headline(d)}`).slice(0, 20)] },
    })
  }
  const blamed = git.ask(['log', '--format=%h %s', '--max-count=5', `${oldest}..HEAD`, '--', ...rendering])
  const commits =
    blamed.status === 0
      ? blamed.stdout
          .trim()
          .split('\n')
          .filter((line) => line !== '')
      : []
  const since =
    commits.length === 0
      ? 'what changed since'
      : `what changed the generator or the fleet since (${commits.join('; ')})`
  const shown = differing.slice(0, 5).map((d) => `${d.path} (${headline(d)})`)
  const more = differing.length > shown.length ? ` and ${differing.length - shown.length} more` : ''
  const got = `${differing.length} of ${of} files would not be as in ${oldest.slice(0, 12)}: ${shown.join(', ')}${more}`
  const want =
    'every file byte for byte as it was; or image and spec as they were, and these files as the generator writes them today'
  const hint = `for the second, now, type: ${again(input)} ; for the first, revert ${since} and run this again`
  return failed(
    issue(releasePath(input.app, backs[0]?.cluster.name ?? input.target), '', 'rollback-bytes', got, want, hint),
  )
}

/** The same rollback with an override, to be pasted by somebody who has no time. */
function again({ app, target, to, reason, landing }: RollbackInput): string {
  const words = [
    'npm',
    'run',
    'release',
    '--',
    'rollback',
    app,
    target,
    ...(to === undefined ? [] : ['--to', String(to)]),
  ]
  const why = [
    '--reason',
    reason,
    '--override',
    "as today's generator writes it",
    ...(landing === undefined ? [] : [landing]),
  ]
  return shell([...words, ...why])
}
