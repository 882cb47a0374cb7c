import { commitOf } from '@slipway/cli/git'
import { ok } from '@slipway/core'
import { openGit, takenQueues, unpromoted } from '@slipway/release'
import { parting } from '../review/git-side.ts'
import type { Parts } from './run.ts'

/**
 * Compares a commit with where it left what is checked out, or, where that is the commit itself, with its first parent.
 * In CI what is checked out is the base.
 */
export const releasesOf =
  (root: string, ref: string): NonNullable<Parts['releases']> =>
  (fleet, apps) => {
    const git = openGit(root)
    if (!git.ok) return git
    const [head, commit] = [commitOf(root, 'HEAD'), commitOf(root, ref)]
    if (head === undefined || commit === undefined) return ok([])
    const left = parting(root, head, commit, true)
    const base = left === commit ? commitOf(root, `${commit}^1`) : left
    if (base === undefined) return ok([])
    const images = unpromoted(git.value, { base, commit }, fleet, apps)
    const queues = takenQueues(git.value, { base, commit }, fleet, apps)
    return images.ok && queues.ok ? ok([...images.value, ...queues.value]) : images.ok ? queues : images
  }
