import { combine, counted, failed, few, ok, refused, type Issue, type Outcome } from '@slipway/core'
import type { Cluster } from '@slipway/fleet'
import type { AppSource, Estate, ReleaseFile } from '@slipway/spec'
import type { Files } from '@slipway/tree'
import { functionStackFiles, functionStacksOf } from '../function-stack.ts'
import type { Git } from '../git.ts'
import { history, sinceOf, type HistoryEntry } from '../history.ts'
import { imageAppIn, movesAlone } from './along.ts'
import { runningTarget, type HoldInput } from './hold.ts'
import { rejectedIssue, withoutRunning } from './release-change.ts'
import { editionIn, releaseName, releaseOf } from '../release-text.ts'
import { headline, type Fact, type Note } from '../remarks.ts'
import { restore, type Restored } from './restore.ts'
import { shell } from '../shell.ts'
import { after, type Along, type Decision, type ReleaseChange, type Step } from './step.ts'
import { present, releasePath, type Target } from './target.ts'
import { renderedOf } from './tree-change.ts'
import { compare, isMigration, type Compared } from '../pulls/verify-bytes.ts'

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

interface Back {
  readonly cluster: Cluster
  readonly entry: HistoryEntry
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
  const others = await othersBack(git, after(estate, { ...own.value.part, app: app.name }), app, backs)
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

interface PartBack {
  readonly part: Pick<Step, 'changes' | 'rejected' | 'keep'>
  readonly compared: Compared
}

/** An app's release files and specs as they were. @param reason why its clusters are held; `undefined` for no hold */
async function partBack(
  git: Git,
  estate: Estate,
  app: AppSource,
  backs: readonly Back[],
  reason: string | undefined,
): Promise<Outcome<PartBack>> {
  const restored = await restoreAll(git, app, estate, backs)
  if (!restored.ok) return restored
  const names = backs.map(({ cluster }) => cluster.name)
  const part: PartBack['part'] = {
    changes: backs.map(({ cluster, entry }): ReleaseChange => {
      const from = app.releases.get(cluster.name)
      const left = from === undefined ? {} : { from: releaseName(from) }
      const rendered = restored.value.get(cluster.name)?.rendered.keys() ?? []
      const migrates = entry.release.restored === true || [...rendered].some((path) => isMigration(app.name, path))
      const hold = reason === undefined ? {} : { hold: { reason, by: 'rollback' as const, ...left } }
      const as = { ...releaseOf(entry.release), ...editionIn(entry.release) }
      return { cluster, from, to: { ...as, ...(migrates ? { restored: true } : {}), ...hold } }
    }),
    rejected: withoutRunning(app, names),
    keep: new Map(names.filter((name) => app.kept?.has(name) === true).map((name) => [name, undefined])),
  }
  const plain = verified(estate, app, part, restored.value)
  if (!plain.ok) return plain
  // Where today's spec renders other bytes, the spec of then is kept.
  const paths = new Set(plain.value.compared.differing.map(({ path }) => path))
  const changed = new Set(
    backs.flatMap(({ cluster }) => {
      const isOf = (file: string) =>
        file.startsWith(`clusters/${cluster.name}/`) || functionStackFiles(cluster, app.name).includes(file)
      return [...paths].some(isOf) ? [cluster.name] : []
    }),
  )
  const keep = new Map([
    ...part.keep,
    ...names.filter((name) => changed.has(name)).map((name) => [name, restored.value.get(name)?.keep] as const),
  ])
  const kept = { ...part, keep }
  const compared = changed.size === 0 ? plain : verified(estate, app, kept, restored.value)
  if (!compared.ok) return compared
  // A kept spec that changes no byte is not needed.
  const idle = [...compared.value.files].every(([file, text]) => plain.value.files.get(file) === text)
  return ok({ part: idle ? part : kept, compared: compared.value.compared })
}

interface OthersBack {
  readonly along: readonly Along[]
  readonly compared: readonly Compared[]
  readonly notes: readonly Note[]
}

/**
 * Takes the other apps of the image back, each to its own last state with the image of then. The hold of the image's
 * app keeps them there.
 */
async function othersBack(
  git: Git,
  estate: Estate,
  app: AppSource,
  backs: readonly Back[],
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
    const part = await partBack(git, estate, one, known, undefined)
    if (!part.ok) {
      issues.push(...part.issues)
      continue
    }
    const unknown = states.filter(({ then }) => then === undefined)
    const changes = unknown.map(({ cluster, entry }): ReleaseChange => {
      const from = one.releases.get(cluster.name)
      return { cluster, from, to: { ...releaseOf(entry.release), ...editionIn(from) } }
    })
    along.push({ ...part.value.part, app: one, changes: [...part.value.part.changes, ...changes] })
    compared.push(part.value.compared)
    notes.push(...unknown.map(({ cluster }) => ['not-then', { app: one.name, cluster: cluster.name }] as const))
  }
  return issues.length > 0 ? failed(...issues) : ok({ along, compared, notes })
}

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
    const restored = await restore(git, app, estate.fleet, cluster, entry.commit)
    if (restored.ok) all.set(cluster.name, restored.value)
    else issues.push(...restored.issues)
  }
  return issues.length > 0 ? failed(...issues) : ok(all)
}

interface Verified {
  readonly compared: Compared
  readonly files: Files
}

function verified(
  estate: Estate,
  { name }: AppSource,
  part: PartBack['part'],
  restored: ReadonlyMap<string, Restored>,
): Outcome<Verified> {
  const names = [...restored.keys()]
  const then = after(estate, { ...part, app: name })
  const all = combine({ pods: renderedOf(then, names), stacks: functionStacksOf(then, name, names) })
  if (!all.ok) return all
  const files = new Map([...all.value.pods, ...all.value.stacks])
  const was = new Map([...restored.values()].flatMap((one) => [...one.rendered]))
  return ok({ compared: compare(name, names, was, files), files })
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
