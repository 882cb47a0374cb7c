import { failed, ok, type Issue, type Outcome, type Rendered } from '@slipway/core'
import type { Fleet } from '@slipway/fleet'
import { resolveEstate, type ClusterModel, type Model } from '@slipway/model'
import { loadEstate, type Estate } from '@slipway/spec'
import { clusterFiles, clusterIssues, estateFiles } from './beside-apps.ts'
import { functionsOf } from './beside-inputs.ts'
import { appFiles } from './render-task.ts'

interface RenderedEstate {
  readonly rendered: readonly Rendered[]
  readonly model: Model
  readonly apps: number
  readonly clusters: number
}

function renderCluster(cluster: ClusterModel, fleet: Fleet, issues: Issue[]): readonly Rendered[] {
  const wrong = clusterIssues(cluster, fleet)
  issues.push(...wrong)
  const apps = cluster.apps.flatMap((app) => {
    const made = appFiles(app, cluster, fleet)
    if (!made.ok) issues.push(...made.issues)
    return made.ok ? made.value : []
  })
  // Constructs of cdk8s throw where two have one name, which is one of these issues.
  return wrong.length > 0 ? apps : [...apps, ...clusterFiles(cluster, fleet)]
}

/** Pure: no clock, no network, no git, nothing random. @param progress called with a line per cluster */
export function renderModel(model: Model, progress: (line: string) => void = () => {}): Outcome<readonly Rendered[]> {
  const issues: Issue[] = []
  const rendered = model.clusters.flatMap((cluster) => {
    const files = renderCluster(cluster, model.fleet, issues)
    progress(`${cluster.cluster.name}: ${cluster.apps.length} apps, ${files.length} files`)
    return files
  })
  return issues.length > 0 ? failed(...issues) : ok(rendered)
}

export function rendered(
  estate: Estate,
  model: Model,
  progress?: (line: string) => void,
): Outcome<readonly Rendered[]> {
  const made = renderModel(model, progress)
  return made.ok ? ok([...made.value, ...estateFiles({ ...estate, functions: functionsOf(model) })]) : made
}

/** Renders the estate below a root, or says every issue in its files. */
export async function renderEstate(root: string): Promise<Outcome<RenderedEstate>> {
  const estate = await loadEstate(root)
  if (!estate.ok) return estate
  const model = resolveEstate(estate.value)
  const made = rendered(estate.value, model)
  if (!made.ok) return made
  return ok({ rendered: made.value, model, apps: estate.value.apps.length, clusters: model.clusters.length })
}
