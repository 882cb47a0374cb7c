import { ok, type Outcome } from '@slipway/core'
import type { Fleet } from '@slipway/fleet'
import { contents, type Git } from './git.ts'
import { releaseIn } from './history.ts'
import type { Step } from './step.ts'
import { releasePath } from './target.ts'

/** A branch of an app's release, and the clusters that it would bring an unwanted image to. */
export interface Bringing {
  readonly branch: string
  readonly clusters: readonly string[]
}

/** What nobody should merge any more after a step: what it rejects, or what it rolls back from. */
export function unwanted({ verb, moves, rejected }: Step): ReadonlySet<string> {
  if (verb === 'reject') return new Set(Object.keys(rejected ?? {}))
  return new Set(verb === 'rollback' ? moves.flatMap(({ from }) => from?.digest ?? []) : [])
}

/**
 * Looks in the remote for branches of an app's releases that would bring a digest where it is not now. A pull request that was opened
 * before a reject or a rollback conflicts with neither, so somebody has to be told of it.
 * @param tip the commit that pull requests go upon
 */
export function bringing(
  git: Git,
  remote: string,
  tip: string,
  app: string,
  { clusters }: Fleet,
  digests: ReadonlySet<string>,
): Outcome<readonly Bringing[]> {
  if (digests.size === 0) return ok([])
  const listed = git.run(['ls-remote', remote, `refs/heads/release/${app}-*`])
  if (!listed.ok) return listed
  const branches = listed.value
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t'))
    .map(([commit = '', ref = '']) => ({ commit, ref }))
  if (branches.length === 0) return ok([])
  const fetched = git.run(['fetch', '--quiet', remote, ...branches.map(({ ref }) => ref)])
  if (!fetched.ok) return fetched
  const files = clusters.map(({ name }) => releasePath(app, name))
  const texts = contents(
    git,
    [tip, ...branches.map(({ commit }) => commit)].flatMap((commit) => files.map((file) => `${commit}:./${file}`)),
  )
  if (!texts.ok) return texts
  const digestsOf = (row: number) =>
    files.map((file, i) => releaseIn(texts.value[row * files.length + i], file)?.digest)
  const now = digestsOf(0)
  return ok(
    branches.flatMap(({ ref }, row): readonly Bringing[] => {
      const then = digestsOf(row + 1)
      const there = clusters.filter((_, i) => then[i] !== now[i] && digests.has(then[i] ?? '')).map(({ name }) => name)
      return there.length === 0 ? [] : [{ branch: ref.slice('refs/heads/'.length), clusters: there }]
    }),
  )
}
