import { failed, ok, type Outcome } from '@slipway/core'
import { wantedTree } from '@slipway/tree'
import { diskIssue, DiskError, nodeDisk, readBefore, readState, whole } from '@slipway/tree/writing'
import type { Tree } from './run.ts'

/** The tree as it should be; what `gen` remembers of it is not rendered again, unless somebody asks for it. */
export async function want(root: string): Promise<Outcome<Tree>> {
  try {
    const disk = nodeDisk(root)
    const state = readState(disk)
    const tree = await wantedTree(root, state, undefined, readBefore(disk, Date.now()), { objects: true })
    return tree.ok ? ok({ ...tree.value, wanted: whole(tree.value.wanted, state) }) : tree
  } catch (error) {
    if (error instanceof DiskError) return failed(diskIssue(error))
    throw error
  }
}
