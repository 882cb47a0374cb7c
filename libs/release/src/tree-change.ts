import { combine, ok, type Outcome } from '@slipway/core'
import { resolveEstate } from '@slipway/model'
import type { Estate } from '@slipway/spec'
import { filesOf, renderModel, type Files } from '@slipway/tree'

/** New texts by path; `undefined` deletes. */
export type TreeChange = ReadonlyMap<string, string | undefined>

/** A release changes nothing in other clusters. */
export function renderClusters(estate: Estate, clusters: readonly string[]) {
  const model = resolveEstate(estate)
  const some = model.clusters.filter(({ cluster }) => clusters.includes(cluster.name))
  return { model, rendered: renderModel({ ...model, clusters: some }) }
}

export function renderedOf(estate: Estate, clusters: readonly string[]): Outcome<Files> {
  const { rendered } = renderClusters(estate, clusters)
  return rendered.ok ? filesOf(rendered.value) : rendered
}

/** Compares what is rendered before and after, whatever is on disk. Pure. */
export function treeChange(
  before: Estate,
  after: Estate,
  clusters: readonly string[],
): Outcome<{ readonly changed: TreeChange; readonly files: Files; readonly was: Files }> {
  if (clusters.length === 0) return ok({ changed: new Map(), files: new Map(), was: new Map() })
  const both = combine({ was: renderedOf(before, clusters), is: renderedOf(after, clusters) })
  if (!both.ok) return both
  const { was, is } = both.value
  const changed = new Map<string, string | undefined>()
  for (const path of new Set([...is.keys(), ...was.keys()]))
    if (was.get(path) !== is.get(path)) changed.set(path, is.get(path))
  return ok({ changed, files: is, was })
}
