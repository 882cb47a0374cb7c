import { App } from 'cdk8s'
import { Construct } from 'constructs'
import type { Rendered } from '@slipway/core'
import { platformTeam, type Fleet } from '@slipway/fleet'
import { FolderChart, setFile } from '@slipway/manifests'
import type { ClusterModel } from '@slipway/model'
import { addons, argoNamespace, waves, type Addon } from '@slipway/platform'
import { addonApplication } from './addon-application.ts'
import { applicationSet } from './application-set.ts'
import { addonProject } from './application-name.ts'
import { addonsProject, chartsProject, platformProject, projectOf, rootProject, teamProject } from './project.ts'
import { argoSettings } from './argo-settings.ts'
import { root } from './root.ts'

const isSlipways = (addon: Addon): boolean => projectOf(addon) === addonProject

/**
 * `root.yaml` starts it, and syncs a project and ApplicationSet for each team and the platform, a project and
 * Application for each add-on.
 */
class ArgoChart extends FolderChart {
  constructor(scope: Construct, { cluster, teams }: ClusterModel, fleet: Fleet) {
    const { name } = cluster
    super(scope, 'argocd', { folder: `argocd/${name}`, source: `fleet/clusters/${name}.ts`, namespace: argoNamespace })
    // Applied by hand. Two objects, since an Application needs its project.
    const start = new Construct(this, 'root')
    setFile(start, { name: 'root.yaml' })
    const place = { cluster, fleet }
    rootProject(start, place)
    root(start, cluster, fleet)

    const charts = addons(cluster, fleet)
    const [slipways, own] = [charts.filter(isSlipways), charts.filter((addon) => !isSlipways(addon))]
    if (fleet.argocd === 'eks') setFile(argoSettings(this, cluster), { name: 'configmap-argocd-cm.yaml' })
    addonsProject(this, slipways, place)
    if (own.length > 0) chartsProject(this, own, place)
    for (const addon of charts)
      setFile(addonApplication(this, addon, cluster, fleet), { name: `application-${addon.name}.yaml` })
    platformProject(this, place)
    applicationSet(this, platformTeam, waves.platform, cluster, fleet)
    for (const team of teams) {
      const objects = [teamProject(this, team, place), applicationSet(this, team.name, waves.teams, cluster, fleet)]
      for (const object of objects) setFile(object, { source: 'fleet/fleet.ts' })
    }
  }
}

export const gitopsObjects = (model: ClusterModel, fleet: Fleet): readonly Rendered[] =>
  new ArgoChart(new App(), model, fleet).files()
