import { spawnSync } from 'node:child_process'
import { failed, ok, type Outcome } from '@slipway/core'

const git = (root: string, ...args: string[]) =>
  spawnSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 })

const lines = (text: string) => text.split('\0').filter((file) => file !== '')

/**
 * The rendered files of an estate that differ between a commit and the work tree, new ones that nobody has added included.
 * @param base a commit, as git names them. @returns paths below `root`; or what is wrong with `base`
 */
export function changedFiles(root: string, base: string): Outcome<readonly string[]> {
  // `--end-of-options`: a base that begins with a dash is no option of git's.
  const commit = git(root, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${base}^{commit}`)
  if (commit.status !== 0) {
    const got = commit.error === undefined ? base : commit.error.message
    return failed({
      file: '--affected',
      at: '',
      code: 'unknown-commit',
      got,
      want: `a commit of the repository in ${root}`,
      hint: 'a branch, as origin/main, or: git fetch',
    })
  }
  const changed = git(
    root,
    'diff',
    '--name-only',
    '--no-renames',
    '--relative',
    '-z',
    commit.stdout.trim(),
    '--',
    'clusters',
  )
  const added = git(root, 'ls-files', '--others', '--exclude-standard', '-z', '--', 'clusters')
  return ok([...new Set([...lines(changed.stdout), ...lines(added.stdout)])].sort())
}
