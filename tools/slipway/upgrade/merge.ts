import path from 'node:path'
import { git, gitComplaint, paths } from '@slipway/cli/git'
import { inTemporaryFolder } from '@slipway/cli/temporary'
import { failed, issue, ok, refused, type Outcome } from '@slipway/core'

/** Paths of an estate's people, its release bot and its generator; all else is Slipway's. */
const estatePaths: readonly string[] = [
  ...['apps', 'fleet', 'clusters', 'argocd', 'aws'],
  ...['README.md', '.github/CODEOWNERS', '.slipway-review.yaml'],
]
/** Made anew after the merge, by npm. */
const lockfile = 'package-lock.json'

const identity = {
  GIT_AUTHOR_NAME: 'slipway',
  GIT_AUTHOR_EMAIL: 'slipway@localhost',
  GIT_COMMITTER_NAME: 'slipway',
  GIT_COMMITTER_EMAIL: 'slipway@localhost',
}

/** @throws what git complains of: these commands fail only on a broken repository */
function told(root: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): string {
  const answer = git(root, args, { env: { ...identity, ...env } })
  if (answer.status !== 0) throw new Error(`git ${args[0] ?? ''}: ${gitComplaint(answer)}`)
  return answer.stdout.trim()
}

/** Lines of Slipway's files that every estate has in its own form, such as its branch. */
export interface OwnLines {
  /** Paths, as git's pathspecs. */
  readonly files: readonly string[]
  readonly edit: (text: string) => string
}

function rewritten(root: string, env: Readonly<Record<string, string>>, { files, edit }: OwnLines): void {
  const listed = told(root, ['ls-files', '-s', '-z', '--', ...files], env)
  for (const row of listed.split('\0').filter((one) => one !== '')) {
    const [, mode = '', blob = '', file = ''] = /^(\d+) ([0-9a-f]+) \d\t(.*)$/s.exec(row) ?? []
    const text = git(root, ['cat-file', 'blob', blob]).stdout
    if (edit(text) === text) continue
    const made = git(root, ['hash-object', '-w', '--stdin'], { input: edit(text) }).stdout.trim()
    told(root, ['update-index', '--cacheinfo', `${mode},${made},${file}`], env)
  }
}

/** A commit's tree with some paths as another commit has them; a path that it has not is gone. */
function withPathsOf(root: string, commit: string, other: string, these: readonly string[], own?: OwnLines): string {
  return inTemporaryFolder('upgrade', (folder) => {
    const env = { GIT_INDEX_FILE: path.join(folder, 'index') }
    told(root, ['read-tree', commit], env)
    if (these.length > 0) {
      told(root, ['rm', '-r', '-f', '-q', '--cached', '--ignore-unmatch', '--', ...these], env)
      const listed = told(root, ['ls-tree', '-r', '-z', other, '--', ...these])
      const answer = git(root, ['update-index', '-z', '--index-info'], { input: listed, env })
      if (answer.status !== 0) throw new Error(`git update-index: ${gitComplaint(answer)}`)
    }
    if (own !== undefined) rewritten(root, env, own)
    return told(root, ['write-tree'], env)
  })
}

/**
 * Merges a newer Slipway into an estate, in git's objects alone.
 * @param base the Slipway that the estate has @param next the one that it gets
 * @returns the tree; or an issue for each file that both sides changed in the same place
 */
export function mergedTree(root: string, head: string, base: string, next: string, own: OwnLines): Outcome<string> {
  // Where base and estate are equal, git takes what is new; where new and estate are, it takes that.
  const from = withPathsOf(root, withPathsOf(root, base, head, estatePaths, own), head, [lockfile])
  const to = withPathsOf(root, next, head, estatePaths, own)
  // A history of three commits, of which git finds the base itself: its option for one exists only since 2.40.
  const commit = (tree: string, ...parents: readonly string[]): string =>
    told(root, ['commit-tree', tree, ...parents.flatMap((one) => ['-p', one]), '-m', 'part of an upgrade'])
  const start = commit(from)
  // An estate from before `init`, which nobody has told its branch, has those lines as Slipway has them.
  const sides = [commit(withPathsOf(root, head, head, [], own), start), commit(to, start)]
  const merged = git(root, ['merge-tree', '--write-tree', '-z', '--name-only', '--no-messages', ...sides])
  const [tree = '', ...conflicts] = paths(merged.stdout)
  if (merged.status === 0) return ok(tree)
  if (merged.status > 1 || conflicts.length === 0)
    return refused(
      'git',
      'merge',
      gitComplaint(merged),
      'git 2.38 or newer, and a whole repository',
      'upgrade git, or git fetch --unshallow',
    )
  return failed(
    ...[...new Set(conflicts)].map((file) =>
      issue(
        file,
        '',
        'upgrade-conflict',
        'changed here and in the new version, in the same place',
        'a change on one side',
        `git diff ${base.slice(0, 12)} ${next.slice(0, 12)} -- ${file} says what is new: make it, or undo yours, commit, and upgrade again`,
      ),
    ),
  )
}
