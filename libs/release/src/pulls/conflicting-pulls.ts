import { failed, ok, type Issue, type Outcome } from '@slipway/core'
import { contents, fetchBase, type Git } from '../git.ts'
import type { GitHub } from './github.ts'
import { releaseIn } from '../history.ts'
import type { PreparedPull } from './prepared-pull.ts'
import type { Note } from '../remarks.ts'
import type { Step } from '../steps/step.ts'
import { listed, releasePath } from '../steps/target.ts'

/** A release branch, and the clusters that would get an unwanted image. */
interface ConflictingPull {
  readonly branch: string
  readonly clusters: readonly string[]
}

/** Digests that nobody should merge after a step: rejected, or rolled back from. */
export function unwanted({ verb, changes, rejected }: Step): ReadonlySet<string> {
  if (verb === 'reject') return new Set(Object.keys(rejected ?? {}))
  return new Set(verb === 'rollback' ? changes.flatMap(({ from }) => from?.digest ?? []) : [])
}

/**
 * Finds open release branches that would bring a digest to a cluster without it. They were opened before a reject or
 * rollback and conflict with neither.
 * @param tip the commit that pull requests go upon
 */
function conflictingPulls(
  git: Git,
  remote: string,
  tip: string,
  app: string,
  clusters: readonly string[],
  digests: ReadonlySet<string>,
): Outcome<readonly ConflictingPull[]> {
  if (digests.size === 0) return ok([])
  const found = git.run(['ls-remote', remote, `refs/heads/release/${app}-*`])
  if (!found.ok) return found
  const branches = [...found.value.matchAll(/^(\S+)\t(\S+)$/gm)].map(([, commit = '', ref = '']) => ({ commit, ref }))
  if (branches.length === 0) return ok([])
  const fetched = git.run(['fetch', '--quiet', remote, ...branches.map(({ ref }) => ref)])
  if (!fetched.ok) return fetched
  const files = clusters.map((name) => releasePath(app, name))
  const texts = contents(
    git,
    [tip, ...branches.map(({ commit }) => commit)].flatMap((commit) => files.map((file) => `${commit}:./${file}`)),
  )
  if (!texts.ok) return texts
  const digestAt = (row: number, i: number): string | undefined =>
    releaseIn(texts.value[row * files.length + i], files[i] ?? '')?.digest
  return ok(
    branches
      .map(({ ref }, row) => ({
        branch: ref.slice('refs/heads/'.length),
        clusters: clusters.filter((_, i) => {
          const then = digestAt(row + 1, i)
          return then !== digestAt(0, i) && digests.has(then ?? '')
        }),
      }))
      .filter((pull) => pull.clusters.length > 0),
  )
}

/**
 * The app's other pull requests that would bring an unwanted image: a reject closes them; a rollback names them,
 * because the image may do well elsewhere. @param pull is open itself
 */
export function stopOthers(git: Git, gitHub: GitHub, pull: PreparedPull): Outcome<readonly Note[]> {
  const { app, base, branch, clusters, closes } = pull
  if (pull.unwanted.length === 0) return ok([])
  const at = fetchBase(git, base)
  const digests = new Set(pull.unwanted)
  const found = at.ok ? conflictingPulls(git, at.value.remote, at.value.tip, app, clusters, digests) : at
  if (!found.ok) return found
  const notes: Note[] = []
  const issues: Issue[] = []
  for (const other of found.value) {
    if (other.branch === branch) continue
    if (closes === null) {
      notes.push(['pull-open', other])
      continue
    }
    const closed = gitHub.close(other.branch, base, closes)
    if (closed.ok && closed.value !== undefined) notes.push(['pull-closed', { ...other, url: closed.value }])
    const hint = `${other.branch} would bring it to ${listed(other.clusters)}: close it by hand, gh pr close ${other.branch}`
    if (!closed.ok) issues.push(...closed.issues.map((one) => ({ ...one, hint })))
  }
  return issues.length > 0 ? failed(...issues) : ok(notes)
}
