import { failed, issue, ok, show, type ClusterName, type Issue, type Outcome } from '@slipway/core'
import { frozen, type Cluster, type Fleet } from '@slipway/fleet'
import { rejectedName, type AppSource, type Rejected } from '@slipway/spec'
import { editionIn, releaseOf, type Release } from '../release-text.ts'
import type { Fact, Note } from '../remarks.ts'
import { holdText } from '../sentences.ts'
import type { ReleaseChange, Step } from './step.ts'
import { releasePath } from './target.ts'

export function rejectedIssue(app: AppSource, digest: string): Issue | undefined {
  const why = app.rejected !== undefined && Object.hasOwn(app.rejected, digest) ? app.rejected[digest] : undefined
  if (why === undefined) return undefined
  const file = releasePath(app.name, rejectedName)
  const want = 'a release that nobody rejected'
  return issue(
    file,
    '',
    'release-rejected',
    `${digest}, rejected: ${why.reason}`,
    want,
    'build and release another image',
  )
}

/** Why a cluster takes no other release and hands none on. */
export function heldIssue(app: AppSource, { name }: Cluster): Issue | undefined {
  const hold = app.releases.get(name)?.hold
  if (hold === undefined) return undefined
  const hint = `when that is over: npm run release -- unhold ${app.name} ${name} --reason "..."`
  return issue(releasePath(app.name, name), 'hold', 'release-held', show(holdText(hold)), `no hold on ${name}`, hint)
}

/** Rejected digests, with some clusters no longer recorded as running one; `undefined` when nothing changes. */
export function withoutRunning(app: AppSource, clusters: readonly ClusterName[]): Rejected | undefined {
  const stays = (name: string): boolean => !clusters.some((cluster) => cluster === name)
  const entries = Object.entries(app.rejected ?? {})
  return entries.every(([, { running }]) => running.every(stays))
    ? undefined
    : Object.fromEntries(
        entries.map(([digest, { reason, running }]) => [digest, { reason, running: running.filter(stays) }]),
      )
}

/**
 * The changes of a release in clusters that are neither held nor frozen.
 * @param override the reason to ignore a freeze, recorded in the release file
 */
export function admitted(
  app: AppSource,
  given: readonly ReleaseChange[],
  fleet: Fleet,
  now: Date,
  override?: string,
): Outcome<Pick<Step, 'changes' | 'facts' | 'notes'>> {
  const issues: Issue[] = []
  const facts = new Map<string, Fact>()
  const digests = [...new Set(given.map(({ to }) => to.digest))]
  issues.push(...digests.flatMap((digest) => rejectedIssue(app, digest) ?? []))
  const changes = given.map((change): ReleaseChange => {
    const { cluster, to } = change
    const held = heldIssue(app, cluster)
    if (held !== undefined) issues.push(held)
    const { environment } = cluster
    const freeze = frozen(fleet.freezes, environment, now)
    if (freeze === undefined) return change
    if (override !== undefined) {
      facts.set(environment, ['freeze-overridden', { freeze: freeze.reason, environment, override }])
      return { ...change, to: { ...to, override } }
    }
    const [got, want] = [`${environment} is frozen: ${freeze.reason}`, `a time without a freeze of ${environment}`]
    const hint = 'wait until it ends, or add --override "why it cannot wait"'
    issues.push(issue('fleet/fleet.ts', 'freezes', 'frozen', got, want, hint))
    return change
  })
  if (issues.length > 0) return failed(...issues)
  const notes: readonly Note[] = override !== undefined && facts.size === 0 ? [['override-unused']] : []
  return ok({ changes, facts: [...facts.values()], notes })
}

/** Inputs of the gates that admit a change. */
export interface ChangeContext {
  readonly fleet: Fleet
  readonly now: Date
  /** Why it cannot wait. */
  readonly override?: string | undefined
}

/** Brings a release to clusters. Each takes today's spec, so what a rollback kept goes; each keeps its edition. */
export function changesTo(
  app: AppSource,
  clusters: readonly Cluster[],
  release: Release,
  { fleet, now, override }: ChangeContext,
): Outcome<Pick<Step, 'changes' | 'keep' | 'rejected' | 'facts' | 'notes'>> {
  const given = clusters.map((cluster): ReleaseChange => {
    const from = app.releases.get(cluster.name)
    return { cluster, from, to: { ...releaseOf(release), ...editionIn(from) } }
  })
  const allowed = admitted(app, given, fleet, now, override)
  if (!allowed.ok) return allowed
  const names = clusters.map(({ name }) => name)
  const kept = names.filter((name) => app.kept?.has(name) === true)
  const notes: readonly Note[] = [...allowed.value.notes, ...kept.map((name) => ['spec-of-today', name] as const)]
  const keep = new Map(kept.map((name) => [name, undefined]))
  return ok({ ...allowed.value, notes, keep, rejected: withoutRunning(app, names) })
}
