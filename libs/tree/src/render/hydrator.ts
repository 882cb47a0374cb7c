import type { Rendered } from '@slipway/core'
import type { Fleet } from '@slipway/fleet'
import type { ClusterModel } from '@slipway/model'
import { hydratorName } from './path.ts'

/**
 * The file of an app that GitOps Promoter reads, if the fleet has it: the image's source commit as the dry one, in the
 * folder of its `activePath`.
 */
export function hydratorFiles(
  { cluster, apps }: Pick<ClusterModel, 'cluster' | 'apps'>,
  fleet: Fleet,
): readonly Rendered[] {
  if (!fleet.promoter) return []
  return apps.flatMap(({ name, team, commit }): Rendered[] => {
    if (commit === null) return []
    const json = { drySha: commit, repoURL: fleet.repository.url }
    const source = `apps/${name}/releases/${cluster.name}.json`
    return [{ path: `clusters/${cluster.name}/${team}/${name}/${hydratorName}`, source, objects: [], json }]
  })
}
