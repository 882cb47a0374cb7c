import { combine, failed, issuesOf, ok, type Outcome } from '@slipway/core'
import { resolveEstate, resolveFunctions, type Model, type ResolvedApp } from '@slipway/model'
import type { Estate } from '@slipway/spec'
import { appFiles, estateFiles, estateInputs, filesOf, renderModel, type Files } from '@slipway/tree'

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

export interface MadeChange {
  readonly changed: TreeChange
  readonly files: Files
  readonly was: Files
}

function changeOf(before: Outcome<Files>, after: Outcome<Files>): Outcome<MadeChange> {
  const both = combine({ was: before, is: after })
  if (!both.ok) return both
  const { was, is } = both.value
  const changed = new Map<string, string | undefined>()
  for (const path of new Set([...is.keys(), ...was.keys()]))
    if (was.get(path) !== is.get(path)) changed.set(path, is.get(path))
  return ok({ changed, files: is, was })
}

const merged = (one: Outcome<Files>, other: Outcome<Files>): Outcome<Files> => {
  const both = combine({ one, other })
  return both.ok ? ok(new Map([...both.value.one, ...both.value.other])) : both
}

/**
 * Functions are stacks of aws/ alone, and a first release may bring rights there. Rendered only where an input differs.
 */
function withAws(made: Outcome<MadeChange>, before: Estate, after: Estate): Outcome<MadeChange> {
  if (!made.ok) return made
  const inputsOf = (estate: Estate) => ({ ...estate, functions: resolveFunctions(estate) })
  const [old, now] = [inputsOf(before), inputsOf(after)]
  if (estateInputs(old) === estateInputs(now)) return made
  const { was, files } = made.value
  return changeOf(merged(ok(was), filesOf(estateFiles(old))), merged(ok(files), filesOf(estateFiles(now))))
}

/** Compares the rendered trees before and after, independent of the disk. Pure. */
export function treeChange(before: Estate, after: Estate, clusters: readonly string[]): Outcome<MadeChange> {
  if (clusters.length === 0) return ok({ changed: new Map(), files: new Map(), was: new Map() })
  return withAws(changeOf(renderedOf(before, clusters), renderedOf(after, clusters)), before, after)
}

/**
 * The same, of a change that only the model of apps tells: renders the apps whose model differs, and no others. `files`
 * and `was` are those of these apps alone.
 */
export function appChange(before: Estate, after: Estate, clusters: readonly string[]): Outcome<MadeChange> {
  const modelOf = (estate: Estate) => {
    const some = estate.fleet.clusters.filter(({ name }) => clusters.includes(name))
    return resolveEstate({ ...estate, fleet: { ...estate.fleet, clusters: some } })
  }
  const [old, now] = [modelOf(before), modelOf(after)]
  const textOf = ({ extra: _, cluster: __, ...decides }: ResolvedApp): string => JSON.stringify(decides)
  const texts = (model: Model) =>
    new Map(
      model.clusters.flatMap(({ cluster, apps }) => apps.map((app) => [`${cluster.name} ${app.name}`, textOf(app)])),
    )
  const [was, is] = [texts(old), texts(now)]
  const render = (model: Model): Outcome<Files> => {
    const made = model.clusters.flatMap((cluster) =>
      cluster.apps
        .filter(({ name }) => was.get(`${cluster.cluster.name} ${name}`) !== is.get(`${cluster.cluster.name} ${name}`))
        .map((app) => appFiles(app, cluster, model.fleet)),
    )
    const issues = issuesOf(...made)
    return issues.length > 0 ? failed(...issues) : filesOf(made.flatMap((one) => (one.ok ? one.value : [])))
  }
  return withAws(changeOf(render(old), render(now)), before, after)
}
