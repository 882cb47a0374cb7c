import { ok, type Outcome } from '@slipway/core'
import { desiredEstate } from '@slipway/tree/incremental'
import { allHashes, drift, inputsHash, nodeDisk, onDisk, readAhead, TreeCache } from '@slipway/tree/light'
import type { Tree } from './tree.ts'

/**
 * Renders what is in the cache only when asked for its text.
 * @param open the cache of `gen`, which somebody may have read
 */
export async function desiredTree(root: string, open = TreeCache.open): Promise<Outcome<Tree>> {
  const disk = nodeDisk(root)
  const opened = onDisk(() => open(disk))
  if (!opened.ok) return opened
  const cache = opened.value
  const read = readAhead(disk, cache.files)
  const estate = await desiredEstate(root, cache, { objects: true })
  if (!estate.ok) return estate
  const { tree, inputs } = estate.value
  return ok({
    ...estate.value,
    inputs: inputs && inputsHash(inputs),
    hashes: allHashes(tree, cache),
    text: tree.text,
    key: (folder) => (tree.cached.has(folder) ? cache.rows.get(folder) : tree.keys.get(folder))?.key,
    drift: async (scope) => drift(await read(), tree, scope, { cache }),
  })
}
