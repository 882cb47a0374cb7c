import {
  blobSizes,
  commitOf as nameOf,
  git,
  gitComplaint,
  mainBase,
  mergeBase,
  paths,
  readManyBlobs,
} from '@slipway/cli/git'
import { ok, refused as refusal, type Outcome } from '@slipway/core'
import type { Odd, Side } from './side.ts'

/** Outside of a repository git says so; else the ref is unknown. */
function unknown(root: string): string {
  const folder = git(root, ['rev-parse', '--git-dir'])
  return folder.status === 0 ? 'git knows no such commit' : gitComplaint(folder)
}

const refused = (root: string, ref: string, said = unknown(root)): Outcome<never> =>
  refusal(
    root,
    'review-git',
    `${JSON.stringify(ref)}: ${said}`,
    'a commit of this repository',
    'git fetch it, or name another one with --base and --head',
  )

export function commitOf(root: string, ref: string): Outcome<string> {
  const name = nameOf(root, ref)
  return name === undefined ? refused(root, ref) : ok(name)
}

/**
 * The commit that a head is compared with. Where base went on since the head left it, that is where they parted: base's
 * later work is no part of the change. A head that base already contains is older on purpose (a way back), so it is
 * compared with base itself.
 */
export function parting(root: string, base: string, head: string, worktree: boolean): string {
  const common = mergeBase(root, base, head)
  return common === undefined || (common === head && !worktree) ? base : common
}

export function baseOf(root: string, head: string, branch: string | undefined): Outcome<string> {
  const base = mainBase(root, head, branch)
  return base === undefined ? refused(root, branch ?? 'main') : ok(base)
}

/** The files of a commit. Two git processes in all: one lists, the other reads the asked files. */
export function gitSide(root: string, commit: string): Outcome<Side> {
  const listed = git(root, ['ls-tree', '-r', '-z', commit, '--', '.'])
  if (listed.status !== 0) return refused(root, commit, gitComplaint(listed))
  const files = new Map<string, string>()
  const odd = new Map<string, Odd>()
  const executable = new Set<string>()
  for (const row of paths(listed.stdout)) {
    // `100644 blob <name>\t<path>`
    const [, mode = '', id = '', file = ''] = /^(\d+) \w+ ([0-9a-f]+)\t([^]*)$/.exec(row) ?? []
    if (mode === '120000' || mode === '160000') odd.set(file, { kind: mode === '120000' ? 'link' : 'submodule', id })
    else files.set(file, id)
    if (mode === '100755') executable.add(file)
  }
  const named = (file: string): string =>
    files.get(file) ?? (odd.get(file)?.kind === 'link' ? (odd.get(file)?.id ?? '') : '')
  return ok({
    files,
    odd,
    executable,
    sizes: (paths) => {
      const sizes = blobSizes(root, paths.map(named))
      return new Map(paths.map((file, i) => [file, sizes[i] ?? 0]))
    },
    read: async (paths) => {
      const wanted = paths.filter((file) => named(file) !== '')
      const contents = await readManyBlobs(root, wanted.map(named))
      return new Map(
        wanted.map((file, i) => {
          const content = contents[i]
          if (content === undefined) throw new Error(`git cat-file gave no content of ${file} in ${commit}`)
          return [file, content]
        }),
      )
    },
  })
}
