import { failed, ok, type Outcome } from '@slipway/core'
import { drift, wantedTree } from '@slipway/tree'
import { diskIssue, DiskError, nodeDisk, readBefore, readState, whole, type Looking } from '@slipway/tree/writing'
import type { Tree } from './run.ts'

/**
 * Says what the tree should be; what `gen` remembers of it is not rendered again, unless somebody asks for it.
 * @param looking what lies on the disk, from `scanAside` without trust
 */
export const wanting =
  (looking: Looking) =>
  async (root: string): Promise<Outcome<Tree>> => {
    try {
      const disk = nodeDisk(root)
      const state = readState(disk)
      const tree = await wantedTree(root, state, undefined, readBefore(disk, Date.now()), { objects: true })
      if (!tree.ok) return tree
      const { wanted } = tree.value
      return ok({
        ...tree.value,
        wanted: whole(wanted, state),
        drift: (scope) => drift(disk, wanted, scope, { state, listing: looking }),
      })
    } catch (error) {
      if (error instanceof DiskError) return failed(diskIssue(error))
      throw error
    }
  }
