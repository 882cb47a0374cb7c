import { folderOf, type Issue, type Rendered } from '@slipway/core'
import type { Fleet } from '@slipway/fleet'
import { checkFolders, type Folder } from './check-folders.ts'
import type { RejectedDigests } from './object-index.ts'

export function foldersOf(rendered: readonly Rendered[], hash: Folder['hash'] = () => ''): readonly Folder[] {
  const folders = Map.groupBy(rendered, ({ path }) => folderOf(path))
  return [...folders].map(([folder, files]) => ({ folder, key: undefined, files: () => files, hash }))
}

/** Ring 2 without a cache. @param rendered the whole tree: rules query across folders @param rejected digests by app */
export const checkRendered = (
  rendered: readonly Rendered[],
  fleet: Fleet,
  rejected?: RejectedDigests,
): readonly Issue[] => checkFolders(foldersOf(rendered), fleet, rejected).issues
