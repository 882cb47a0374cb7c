import { hashNow } from '@slipway/core'
import { generatorHash } from './generator-hash.ts'
import type { IncrementalTree } from './skip-unchanged.ts'
import type { TreeCache } from './tree-cache.ts'

/**
 * If no input changed since the last full run, the current tree is the desired tree. No renderer has to be loaded to
 * see that.
 * @returns `undefined` where anything may have changed; the tree has no texts, so it is of use only while nothing has
 * to be written
 */
export function upToDate(
  root: string,
  cache: TreeCache,
): { readonly tree: IncrementalTree; readonly apps: number; readonly clusters: number } | undefined {
  const { inputs } = cache
  if (!cache.isCurrent || inputs?.estate === undefined || inputs.generator !== generatorHash()) return undefined
  if (hashNow(root, inputs.estate.paths) !== inputs.estate.hash) return undefined
  if (![...inputs.apps.keys()].every((name) => cache.isAppUnchanged(name))) return undefined
  return {
    tree: { hashes: new Map(), cached: new Set(cache.rows.keys()), text: () => '', keys: new Map() },
    apps: [...inputs.apps.values()].filter(({ text }) => text !== 'null').length,
    clusters: inputs.clusters,
  }
}
