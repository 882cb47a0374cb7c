import { failed, issue, ok, show, type ClusterName, type Issue, type Outcome } from '@slipway/core'
import { frozen, type Cluster, type Fleet } from '@slipway/fleet'
import { rejectedName, type AppSource, type Rejected, type ReleaseFile } from '@slipway/spec'
import type { Keep, Move } from './step.ts'
import { releasePath } from './target.ts'

/** What a release is, without what was said about it in a cluster. */
export type Release = Pick<ReleaseFile, 'digest' | 'version' | 'commit' | 'run'>

export const releaseOf = ({ digest, version, commit, run }: ReleaseFile): Release => ({
  digest,
  version,
  ...(commit === undefined ? {} : { commit }),
  ...(run === undefined ? {} : { run }),
})

/** `1.4.0 (31e3e28365c0)`, or the digest alone where that is the version. */
export function named({ version, digest }: Release): string {
  const short = digest.slice(7, 19)
  return version.includes(short) ? version : `${version} (${short})`
}

/** Why a digest may run nowhere, or nothing. */
export function rejectedIssue(app: AppSource, digest: string): Issue | undefined {
  const why = app.rejected !== undefined && Object.hasOwn(app.rejected, digest) ? app.rejected[digest] : undefined
  if (why === undefined) return undefined
  const file = releasePath(app.name, rejectedName)
  return issue(
    file,
    '',
    'release-rejected',
    `${digest}, rejected: ${why.reason}`,
    'a release that nobody rejected',
    'build and release another image',
  )
}

/** Why a cluster takes no other release and hands none on, or nothing. */
export function heldIssue(app: AppSource, cluster: Cluster): Issue | undefined {
  const hold = app.releases.get(cluster.name)?.hold
  if (hold === undefined) return undefined
  const hint = `when that is over: npm run release -- unhold ${app.name} ${cluster.name} --reason "..."`
  return issue(
    releasePath(app.name, cluster.name),
    'hold',
    'release-held',
    show(hold),
    `no hold on ${cluster.name}`,
    hint,
  )
}

/** Rejected digests with a cluster taken off the lists of those that still run one. */
export function withoutRunning(app: AppSource, clusters: readonly ClusterName[]): Rejected | undefined {
  const entries = Object.entries(app.rejected ?? {})
  if (!entries.some(([, { running }]) => running.some((name) => clusters.some((c) => c === name)))) return undefined
  return Object.fromEntries(
    entries.map(([digest, { reason, running }]) => [
      digest,
      { reason, running: running.filter((name) => !clusters.some((c) => c === name)) },
    ]),
  )
}

export interface Moved {
  readonly moves: readonly Move[]
  readonly keep: ReadonlyMap<ClusterName, Keep | undefined>
  readonly rejected: Rejected | undefined
  readonly facts: readonly string[]
  readonly notes: readonly string[]
}

export const unusedOverride = 'nothing was frozen, so the override is not recorded'

/**
 * Brings a release to clusters, unless one of them is held or frozen or the digest is rejected. The new release takes today's spec, so what
 * a rollback kept there goes.
 * @param override why it comes in spite of a freeze; recorded in the release file
 */
export function moveTo(
  app: AppSource,
  clusters: readonly Cluster[],
  release: Release,
  fleet: Fleet,
  now: Date,
  override?: string,
): Outcome<Moved> {
  const issues: Issue[] = []
  const facts: string[] = []
  const notes: string[] = []
  const refused = rejectedIssue(app, release.digest)
  if (refused !== undefined) issues.push(refused)
  const moves = clusters.map((cluster): Move => {
    const held = heldIssue(app, cluster)
    if (held !== undefined) issues.push(held)
    const freeze = frozen(fleet.freezes, cluster.environment, now)
    const from = app.releases.get(cluster.name)
    if (freeze !== undefined && override === undefined) {
      const got = `${cluster.environment} is frozen: ${freeze.reason}`
      issues.push(
        issue(
          'fleet/fleet.ts',
          'freezes',
          'frozen',
          got,
          `a time without a freeze of ${cluster.environment}`,
          'wait until it ends, or add --override "why it cannot wait"',
        ),
      )
    }
    if (freeze === undefined || override === undefined) return { cluster, from, to: releaseOf(release as ReleaseFile) }
    facts.push(`Override of the freeze "${freeze.reason}" of ${cluster.environment}: ${override}`)
    return { cluster, from, to: { ...releaseOf(release as ReleaseFile), override } }
  })
  if (issues.length > 0) return failed(...issues)
  if (override !== undefined && facts.length === 0) notes.push(unusedOverride)
  const names = clusters.map((c) => c.name)
  const keep = new Map(names.filter((name) => app.kept?.has(name) === true).map((name) => [name, undefined]))
  for (const name of keep.keys()) notes.push(`${name} takes today's spec again; a rollback had kept an earlier one`)
  return ok({ moves, keep, rejected: withoutRunning(app, names), facts: [...new Set(facts)], notes })
}
