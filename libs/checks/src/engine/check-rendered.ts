import type { Issue, Rendered } from '@slipway/core'
import type { Fleet } from '@slipway/fleet'
import { folderOf } from '@slipway/tree/light'
import { checkFolders, type Folder } from './check-folders.ts'
import type { RejectedDigests } from './object-index.ts'

/** What is rendered by its folder. @param hash of a file's text, where what is found is to be remembered */
export function foldersOf(rendered: readonly Rendered[], hash: Folder['hash'] = () => ''): readonly Folder[] {
  const folders = Map.groupBy(rendered, ({ path }) => folderOf(path))
  return [...folders].map(([folder, files]) => ({ folder, key: undefined, files: () => files, hash }))
}

/**
 * Ring 2: every rule over the objects of every cluster. Linear in the number of objects.
 * @param rendered the whole tree; a part of it would miss what the part refers to
 * @param rejected by app, the digests that may run nowhere
 * @returns every issue, its `file` a rendered path and its hint naming the source
 */
export const checkRendered = (
  rendered: readonly Rendered[],
  fleet: Fleet,
  rejected?: RejectedDigests,
): readonly Issue[] => checkFolders(foldersOf(rendered), fleet, rejected).issues
