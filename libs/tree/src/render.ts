import { awsFiles } from '@slipway/aws'
import { failed, ok, type Issue, type Outcome, type Rendered } from '@slipway/core'
import type { Fleet } from '@slipway/fleet'
import { applicationNameIssues, gitopsObjects } from '@slipway/gitops'
import { appManifests, teamManifests } from '@slipway/manifests'
import { resolveEstate, type ClusterModel, type Model } from '@slipway/model'
import { platformObjects } from '@slipway/platform'
import { loadEstate, type AppSource } from '@slipway/spec'
import { hydratorFiles } from './hydrator.ts'

export interface RenderedEstate {
  readonly rendered: readonly Rendered[]
  readonly model: Model
  readonly apps: number
  readonly clusters: number
}

function renderCluster(cluster: ClusterModel, fleet: Fleet, issues: Issue[]): readonly Rendered[] {
  const apps = cluster.apps.flatMap((app) => {
    const made = appManifests(app)
    if (!made.ok) issues.push(...made.issues)
    return made.ok ? made.value : []
  })
  const teams = cluster.teams.flatMap((team) => teamManifests(cluster, team))
  return [...teams, ...apps, ...hydratorFiles(cluster, fleet), ...platformObjects(cluster, fleet), ...gitopsObjects(cluster, fleet)]
}

/**
 * The whole tree of a model, in memory. Pure: no clock, no network, no git, nothing random.
 * @param progress told a line per cluster
 */
export function renderModel(model: Model, progress: (line: string) => void = () => {}): Outcome<readonly Rendered[]> {
  const issues: Issue[] = []
  const rendered = model.clusters.flatMap((cluster) => {
    issues.push(...applicationNameIssues(cluster))
    const files = renderCluster(cluster, model.fleet, issues)
    progress(`${cluster.cluster.name}: ${cluster.apps.length} apps, ${files.length} files`)
    return files
  })
  return issues.length > 0 ? failed(...issues) : ok(rendered)
}

/** Whether its image is one of ours, in the registry under its own name, somewhere. */
const hasOwnImage = ({ specs }: AppSource): boolean => [...specs.values()].some((spec) => spec.image === undefined)

/** Reads the estate below a root and renders it; every issue in its files, or everything that belongs into the folders of the tree. */
export async function renderEstate(root: string, progress?: (line: string) => void): Promise<Outcome<RenderedEstate>> {
  const estate = await loadEstate(root)
  if (!estate.ok) return estate
  const model = resolveEstate(estate.value)
  const rendered = renderModel(model, progress)
  if (!rendered.ok) return rendered
  const aws = awsFiles(model.fleet, estate.value.apps.filter(hasOwnImage))
  return ok({ rendered: [...rendered.value, ...aws], model, apps: estate.value.apps.length, clusters: model.clusters.length })
}
