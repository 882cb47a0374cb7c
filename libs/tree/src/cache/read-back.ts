import type { KubeObject, Rendered } from '@slipway/core'
import { quickYaml } from '@slipway/kube'
import { sourceOf } from '../render/header.ts'
import type { TreeCache } from './tree-cache.ts'

/** A line of dashes is a mark between documents, even in a text. */
function objectsIn(text: string): readonly KubeObject[] | undefined {
  const documents = text.split('\n---\n').map(quickYaml)
  return documents.includes(undefined) ? undefined : documents.map((one) => one?.value as KubeObject)
}

/**
 * The files of a folder that the cache has, read from the tree, which is quicker than to render them.
 * @returns `undefined` where a file is not as it was left, or not plain YAML
 */
export function readBack(cache: Pick<TreeCache, 'left' | 'text'>, folder: string): readonly Rendered[] | undefined {
  const files: Rendered[] = []
  for (const name of [...cache.left(folder).keys()].sort()) {
    const path = `${folder}/${name}`
    const text = cache.text(path) ?? ''
    const [source, objects] = [sourceOf(text), objectsIn(text)]
    if (source === undefined || objects === undefined) return undefined
    files.push({ path, source, objects })
  }
  return files
}
