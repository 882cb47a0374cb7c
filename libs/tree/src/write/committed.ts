import { createHash } from 'node:crypto'
import { git } from '@slipway/cli/git'

/** Finds the texts that git has: in HEAD, and in commits being merged into it. */
export type Committed = (root: string, texts: ReadonlyMap<string, Uint8Array>) => ReadonlySet<string>

/** The other side of an unfinished merge, cherry-pick, rebase step or revert. */
const others = ['MERGE_HEAD', 'CHERRY_PICK_HEAD', 'REBASE_HEAD', 'REVERT_HEAD'] as const

/** https://git-scm.com/book/en/v2/Git-Internals-Git-Objects; repositories are of SHA-1 or SHA-256. */
const blobName = (content: Uint8Array, algorithm: 'sha1' | 'sha256'): string =>
  createHash(algorithm).update(`blob ${content.length}\0`).update(content).digest('hex')

/**
 * Asks git once for all.
 * @param texts by path from the root
 * @returns the paths whose text is in HEAD, in the commit being merged, or, during a merge, in the index; none
 * without git
 */
export const committed: Committed = (root, texts) => {
  const found = new Set<string>()
  if (texts.size === 0) return found
  const paths = [...texts.keys()]
  const revisions = ['HEAD', ...others, '']
  const questions = [...others, ...paths.flatMap((path) => revisions.map((revision) => `${revision}:./${path}`))]
  const { status, stdout } = git(root, ['cat-file', '--batch-check=%(objectname)'], {
    input: `${questions.join('\n')}\n`,
    env: { GIT_NO_LAZY_FETCH: '1' },
  })
  if (status !== 0) return found
  const names = stdout.split('\n').map((line) => (/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(line) ? line : undefined))
  const merging = names.slice(0, others.length).some((name) => name !== undefined)
  paths.forEach((path, i) => {
    const from = others.length + i * revisions.length
    const here = names.slice(from, from + revisions.length - (merging ? 0 : 1))
    const content = texts.get(path) as Uint8Array
    if (here.some((name) => name !== undefined && name === blobName(content, name.length === 64 ? 'sha256' : 'sha1')))
      found.add(path)
  })
  return found
}
