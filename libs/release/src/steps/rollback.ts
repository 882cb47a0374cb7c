import { counted, failed, few, ok, refused, type Issue, type Outcome } from '@slipway/core'
import type { Cluster } from '@slipway/fleet'
import type { AppSource, Estate, ReleaseFile } from '@slipway/spec'
import type { Git } from '../git.ts'
import { history, sinceOf, type HistoryEntry } from '../history.ts'
import { imageAppIn, movesAlone } from './along.ts'
import { runningTarget, type HoldInput } from './hold.ts'
import { editionIn, releaseOf } from '../release-text.ts'
import { partBack, type Back } from './part-back.ts'
import { headline, type Fact, type Note } from '../remarks.ts'
import { shell } from '../shell.ts'
import { after, type Along, type Decision, type ReleaseChange, type Step } from './step.ts'
import { present, releasePath, type Target } from './target.ts'
import type { Compared } from '../pulls/verify-bytes.ts'

// The inputs of an app's rendered files beside its own folder.
const rendering = [
  ...['core', 'kube', 'fleet', 'spec', 'model', 'manifests', 'platform', 'gitops', 'tree'].map((lib) => `libs/${lib}`),
  'fleet',
  'package-lock.json',
]

export interface RollbackInput extends HoldInput {
  /** A number of `history`; by default the last state with another image, or with other versions of secrets. */
  readonly to?: number | undefined
  /** Why to go back even where today's generator writes other bytes. */
  readonly override?: string | undefined
  /** `--pr` or `--commit`, for the command that a refusal names. */
  readonly landing?: string | undefined
}

const isBack = (release: ReleaseFile | undefined): boolean => release?.hold?.by === 'rollback'

/** Whether two entries have the version that a rollback restores. Other files, such as those of a scale, come along. */
const isSameVersion = (one: HistoryEntry, other: HistoryEntry | undefined): boolean =>
  one.release.digest === other?.release.digest && one.secrets === other.secrets

/**
 * By default, the last state with another image, or other versions of secrets. A state that a rollback brought counts
 * as the one it went back to, so that a second rollback goes further back.
 */
export function stateBefore(entries: readonly HistoryEntry[], digest: string | undefined): HistoryEntry | undefined {
  if (entries[0]?.release.digest !== digest) return entries[0]
  let at = 0
  while (isBack(entries[at]?.release)) {
    const original = entries.findIndex((entry, i) => i > at && isSameVersion(entry, entries[at]))
    if (original < 0) break
    at = original
  }
  return entries.find((entry, i) => i > at && !isSameVersion(entry, entries[at]))
}

function entryFor(
  app: AppSource,
  cluster: Cluster,
  entries: readonly HistoryEntry[],
  to: number | undefined,
  reason: string,
): Outcome<HistoryEntry> {
  const now = app.releases.get(cluster.name)
  const found = to === undefined ? stateBefore(entries, now?.digest) : entries.find(({ number }) => number === to)
  if (found !== undefined) return ok(found)
  const want =
    to === undefined ? "an earlier release in this clone's history" : `a number from 0 to ${entries.length - 1}`
  const list = `npm run release -- history ${app.name} ${cluster.name} lists them`
  const all = `${list}; a shallow clone lacks them (git fetch --unshallow)`
  const words = ['npm', 'run', 'release', '--', 'rollback', app.name, cluster.name, '--to', '1', '--reason', reason]
  const hint =
    to === undefined && entries.length > 1 ? `to take the last other change back, type: ${shell(words)} ; ${all}` : all
  const got =
    to === undefined
      ? `${counted(entries.length, 'state')}, none with another image or version of a secret`
      : `--to ${to}`
  return refused(releasePath(app.name, cluster.name), 'no-such-state', got, want, hint)
}

/** The clusters of an environment with the latest release: a later wave that has the one before is where they go. */
function pick(
  git: Git,
  app: AppSource,
  target: Target,
  to: number | undefined,
  reason: string,
): Outcome<{ readonly backs: readonly Back[]; readonly others: readonly string[] }> {
  const issues: Issue[] = []
  const known = present(app, target).map((cluster) => {
    const entries = history(git, app.name, cluster, app.specs.get(cluster.environment)?.team ?? '')
    if (!entries.ok) issues.push(...entries.issues)
    const list = entries.ok ? entries.value : []
    const now = app.releases.get(cluster.name)
    return { cluster, list, digest: now?.digest, since: sinceOf(list, now?.digest)?.time ?? 0, isBack: isBack(now) }
  })
  if (issues.length > 0) return failed(...issues)
  // Those that went back are done, unless all did: then further.
  const forward = known.filter((one) => !one.isBack)
  const open = forward.length > 0 ? forward : known
  const latest = open.reduce((a, b) => (b.since > a.since ? b : a))
  const going = open.filter(({ digest }) => digest === latest.digest)
  const backs = going.flatMap(({ cluster, list }): Back[] => {
    const entry = entryFor(app, cluster, list, to, reason)
    if (!entry.ok) issues.push(...entry.issues)
    return entry.ok ? [{ cluster, entry: entry.value }] : []
  })
  const others = known.filter((one) => !going.includes(one)).map(({ cluster }) => cluster.name)
  return issues.length > 0 ? failed(...issues) : ok({ backs, others })
}

/**
 * `rollback`: image and rendered files as they were. Restores release file and spec, renders the cluster, and
 * compares every byte with the commit. A hold keeps the next release out.
 * @returns or which files differ, which commits are to blame, and the command to go back all the same
 */
export async function rollback(git: Git, estate: Estate, input: RollbackInput): Promise<Outcome<Decision>> {
  const at = runningTarget(estate, input)
  if (!at.ok) return at
  const { app, target, reason } = at.value
  const alone = movesAlone(app, target.clusters, (of) => ['rollback', of, target.name, '--reason', reason])
  if (!alone.ok) return alone
  const picked = pick(git, app, target, input.to, reason)
  if (!picked.ok) return picked
  const { backs, others: stay } = picked.value
  const own = await partBack(git, estate, app, backs, reason)
  if (!own.ok) return own
  const others = await othersBack(git, after(estate, { ...own.value.part, app: app.name }), app, backs, input)
  if (!others.ok) return others
  const { along, notes } = others.value
  const step: Step = {
    ...own.value.part,
    ...(along.length === 0 ? {} : { along }),
    verb: 'rollback',
    app: app.name,
    target: target.name,
    facts: [
      ['reason', reason],
      ...backs.map(
        ({ cluster, entry: { commit, release } }) =>
          ['as-then', { cluster: cluster.name, commit, release: releaseOf(release) }] as const,
      ),
      ...(along.length === 0 ? [] : [['along', along.map((one) => one.app.name)] as const]),
    ],
    notes: [...(stay.length === 0 ? [] : [['others-stay', stay] as const]), ...notes],
  }
  const all = [own.value.compared, ...others.value.compared]
  const compared = {
    same: all.reduce((sum, one) => sum + one.same, 0),
    of: all.reduce((sum, one) => sum + one.of, 0),
    differing: all.flatMap((one) => one.differing),
    notes: all.flatMap((one) => one.notes),
  }
  return verdict(git, step, compared, backs, input)
}

interface OthersBack {
  readonly along: readonly Along[]
  readonly compared: readonly Compared[]
  readonly notes: readonly Note[]
}

/**
 * Takes the other apps of the image back, each to its own last state with the image of then. The hold of the image's
 * app keeps them there. With an override, one whose state of then cannot be restored keeps its spec of today.
 */
async function othersBack(
  git: Git,
  estate: Estate,
  app: AppSource,
  backs: readonly Back[],
  input: RollbackInput,
): Promise<Outcome<OthersBack>> {
  const issues: Issue[] = []
  const [along, compared, notes]: [Along[], Compared[], Note[]] = [[], [], []]
  for (const one of estate.apps) {
    const going = backs.filter(({ cluster, entry }) => {
      const there = one.releases.get(cluster.name)
      return imageAppIn(one, cluster) === app.name && there !== undefined && there.digest !== entry.release.digest
    })
    if (going.length === 0) continue
    const states = going.map(({ cluster, entry }) => {
      const entries = history(git, one.name, cluster, one.specs.get(cluster.environment)?.team ?? '')
      if (!entries.ok) issues.push(...entries.issues)
      const then = entries.ok ? entries.value.find(({ release }) => release.digest === entry.release.digest) : undefined
      return { cluster, entry, then }
    })
    const known = states.flatMap(({ cluster, then }) => (then === undefined ? [] : [{ cluster, entry: then }]))
    const restored = await partBack(git, estate, one, known, undefined)
    const isLost = !restored.ok && restored.issues.every(({ code }) => code !== 'release-rejected')
    const part = isLost && input.override !== undefined ? await partBack(git, estate, one, [], undefined) : restored
    if (!part.ok) {
      const hint = `to go back at once, ${one.name} with its spec of today, type: ${again(input)}`
      issues.push(...part.issues.map((issue) => (isLost ? { ...issue, hint } : issue)))
      continue
    }
    const unknown = states.filter(({ then }) => then === undefined || part !== restored)
    const changes = unknown.map(({ cluster, entry }): ReleaseChange => {
      const from = one.releases.get(cluster.name)
      return { cluster, from, to: { ...releaseOf(entry.release), ...editionIn(from) } }
    })
    along.push({ ...part.value.part, app: one, changes: [...part.value.part.changes, ...changes] })
    compared.push(part.value.compared)
    notes.push(
      ...unknown.map(({ cluster, then }): Note => {
        const where = { app: one.name, cluster: cluster.name }
        return then === undefined ? ['not-then', where] : ['not-restored', where]
      }),
    )
  }
  return issues.length > 0 ? failed(...issues) : ok({ along, compared, notes })
}

function verdict(
  git: Git,
  step: Step,
  { same, of, differing, notes: found }: Compared,
  backs: readonly Back[],
  input: RollbackInput,
): Outcome<Decision> {
  const oldest = backs.reduce((a, b) => (b.entry.time < a.entry.time ? b : a)).entry.commit
  const commit = oldest.slice(0, 12)
  const notes: readonly Note[] = [...step.notes, ...found, ['same-bytes', { same, of, commit }]]
  const { override } = input
  if (differing.length === 0) return ok({ step: { ...step, notes } })
  if (override !== undefined) {
    const facts: readonly Fact[] = [...step.facts, ['bytes-overridden', { files: differing.length, override }]]
    const told = differing.slice(0, 20).map((one) => ['file-differs', one] as const)
    return ok({ step: { ...step, facts, notes: [...notes, ...told] } })
  }
  const blamed = git.ask(['log', '--format=%h %s', '--max-count=5', `${oldest}..HEAD`, '--', ...rendering])
  const commits = (blamed.status === 0 ? blamed.stdout : '').split('\n').filter((line) => line !== '')
  const since =
    commits.length === 0
      ? 'what changed since'
      : `what changed the generator or the fleet since (${commits.join('; ')})`
  const shown = differing.map((d) => `${d.path} (${headline(d)})`)
  const got = `${differing.length} of ${of} files would not be as in ${commit}: ${few(shown, 5)}`
  const want =
    'every file byte for byte as it was; or image and spec as they were, and these files as the generator writes them today'
  const hint = `for the second, now, type: ${again(input)} ; for the first, revert ${since} and run this again`
  return refused(releasePath(input.app, backs[0]?.cluster.name ?? input.target), 'rollback-bytes', got, want, hint)
}

/** With an override, to be pasted by somebody without time. */
function again({ app, target, to, reason, landing }: RollbackInput): string {
  const words = ['npm', 'run', 'release', '--', 'rollback', app, target]
  const state = to === undefined ? [] : ['--to', String(to)]
  const why = ['--reason', reason, '--override', "as today's generator writes it"]
  return shell([...words, ...state, ...why, ...(landing === undefined ? [] : [landing])])
}
