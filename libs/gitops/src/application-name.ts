import { issue, type Issue } from '@slipway/core'
import { platformTeam } from '@slipway/fleet'
import { teamFolder } from '@slipway/manifests'
import type { ClusterModel } from '@slipway/model'

export const addonProject = 'addons'
export const chartsProjectName = 'charts'

/** `shop-web`, `platform-nodes`, `addons-keda`: a cluster's Applications share a namespace. */
export const applicationName = (project: string, folder: string): string => `${project}-${folder}`

/** App `b-c` of team `a`, and `c` of `a-b`: two ApplicationSets would fight over the name. */
export function applicationNameIssues({ apps, cluster, teams }: ClusterModel): readonly Issue[] {
  const all: readonly { readonly project: string; readonly folder: string; readonly file: string }[] = [
    ...apps.map((a) => ({ project: a.team, folder: a.name, file: a.source })),
    ...teams.map((t) => ({ project: t.name, folder: teamFolder, file: 'fleet/fleet.ts' })),
  ]
  const taken = new Map<string, (typeof all)[number]>()
  return all.flatMap((one): Issue[] => {
    const name = applicationName(one.project, one.folder)
    const other = taken.get(name) ?? one
    taken.set(name, other)
    const reserved = [platformTeam, addonProject, chartsProjectName].some((project) =>
      name.startsWith(applicationName(project, '')),
    )
    if (other === one && !reserved) return []
    const owner = other === one ? 'the platform' : `${other.folder} of the team ${other.project}`
    return [
      issue(
        one.file,
        '',
        'application-name',
        `the Application "${name}" in ${cluster.name}, for ${one.folder} of the team ${one.project}`,
        `a name that ${owner} does not have`,
        'rename the app or the team',
      ),
    ]
  })
}
