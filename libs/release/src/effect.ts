import { failed, ok, type Outcome } from '@slipway/core'
import { resolveEstate } from '@slipway/model'
import type { Estate } from '@slipway/spec'
import { filesOf, renderModel, type Files } from '@slipway/tree'

/** Paths of the tree with their new text; nothing for those that go. */
export type Effect = ReadonlyMap<string, string | undefined>

/** The rendered files of some clusters. A release changes nothing in any other. */
export function renderedOf(estate: Estate, clusters: readonly string[]): Outcome<Files> {
  const model = resolveEstate(estate)
  const rendered = renderModel({
    ...model,
    clusters: model.clusters.filter(({ cluster }) => clusters.includes(cluster.name)),
  })
  return rendered.ok ? filesOf(rendered.value) : rendered
}

/**
 * What a change of inputs does to the tree: rendered before and after, the difference. So it is nothing but its own doing, whatever else
 * may have drifted. Pure.
 */
export function effect(
  before: Estate,
  after: Estate,
  clusters: readonly string[],
): Outcome<{ readonly changed: Effect; readonly files: Files; readonly was: Files }> {
  if (clusters.length === 0) return ok({ changed: new Map(), files: new Map(), was: new Map() })
  const was = renderedOf(before, clusters)
  const is = renderedOf(after, clusters)
  if (!was.ok || !is.ok) return failed(...(was.ok ? [] : was.issues), ...(is.ok ? [] : is.issues))
  const changed = new Map<string, string | undefined>()
  for (const [path, text] of is.value) if (was.value.get(path) !== text) changed.set(path, text)
  for (const path of was.value.keys()) if (!is.value.has(path)) changed.set(path, undefined)
  return ok({ changed, files: is.value, was: was.value })
}
