import { commitOf, differing, git, paths } from '@slipway/cli/git'
import { ok, refused, type Outcome } from '@slipway/core'

/**
 * Rendered files that differ from a commit, untracked ones included.
 * @param base as git names commits @returns paths below `root`; or what is wrong with `base`
 */
export function changedFiles(root: string, base: string): Outcome<readonly string[]> {
  const commit = commitOf(root, base)
  if (commit === undefined)
    return refused(
      '--affected',
      'unknown-commit',
      base,
      `a commit of the repository in ${root}`,
      'a branch, as origin/main, or: git fetch',
    )
  const added = git(root, ['ls-files', '--others', '--exclude-standard', '-z', '--', 'clusters'])
  return ok([...new Set([...differing(root, commit, undefined, ['clusters']), ...paths(added.stdout)])].sort())
}
