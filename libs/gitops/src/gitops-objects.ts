import type { Rendered } from '@slipway/core'
import { platformTeam, type Fleet } from '@slipway/fleet'
import type { ClusterModel } from '@slipway/model'
import { addons, waves } from '@slipway/platform'
import { addonApplication } from './addon-application.ts'
import { applicationSet } from './application-set.ts'
import { place } from './argo.ts'
import { addonsProject, platformProject, teamProject } from './project.ts'
import { rootFile } from './root.ts'

/**
 * What Argo CD is told in a cluster: `argocd/<cluster>/root.yaml` and, synced by it, a project and an ApplicationSet per team and for the
 * platform, a project and an Application per add-on.
 */
export function gitopsObjects({ cluster, teams }: ClusterModel, fleet: Fleet): readonly Rendered[] {
  const clusterFile = `fleet/clusters/${cluster.name}.ts`
  const fleetFile = 'fleet/fleet.ts'
  const charts = addons(cluster, fleet)
  return [
    rootFile(cluster, fleet),
    place(cluster, addonsProject(charts, fleet), clusterFile),
    ...charts.map((addon) => place(cluster, addonApplication(addon, cluster, fleet), clusterFile, addon.name)),
    place(cluster, platformProject(cluster, fleet), clusterFile),
    place(cluster, applicationSet(platformTeam, waves.platform, cluster, fleet), clusterFile),
    ...teams.flatMap((team) => [
      place(cluster, teamProject(team, fleet), fleetFile),
      place(cluster, applicationSet(team.name, waves.teams, cluster, fleet), fleetFile),
    ]),
  ]
}
