import type { DesiredTree } from '../write/desired-tree.ts'
import { foundAsLeft, type Listing } from '../write/scan.ts'
import type { TaskKey, TreeCache } from './tree-cache.ts'

/** The tree as it should be, where a part of it is what the cache has. */
export interface IncrementalTree extends Omit<DesiredTree, 'skip'> {
  /** Folders that should be as the cache has them; their files are not in `hashes`. */
  readonly cached: ReadonlySet<string>
  /** By folder. */
  readonly keys: ReadonlyMap<string, TaskKey>
}

/** The hash of every path. */
export function allHashes({ hashes, cached }: IncrementalTree, cache: TreeCache): ReadonlyMap<string, string> {
  const all = new Map(hashes)
  for (const folder of cached) for (const [name, { sha256 }] of cache.left(folder)) all.set(`${folder}/${name}`, sha256)
  return all
}

/**
 * Sets aside the folders that neither the inputs nor the disk have touched, nearly all of a large tree: no path of them
 * is looked at again. Pure.
 */
export function skipUnchanged(
  tree: IncrementalTree,
  listing: Listing,
  cache: TreeCache,
): { readonly desired: DesiredTree; readonly actual: Listing } {
  const skip = new Set([...tree.cached].filter((folder) => listing.unchanged.has(folder)))
  const hashes = allHashes({ ...tree, cached: new Set([...tree.cached].filter((folder) => !skip.has(folder))) }, cache)
  const files = new Map(listing.files)
  for (const folder of listing.unchanged)
    if (!skip.has(folder))
      for (const [name, left] of cache.left(folder)) files.set(`${folder}/${name}`, foundAsLeft(left))
  return { desired: { hashes, text: tree.text, skip }, actual: { ...listing, files, unchanged: skip } }
}
