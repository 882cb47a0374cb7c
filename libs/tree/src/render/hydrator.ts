import type { Rendered } from '@slipway/core'
import type { Fleet } from '@slipway/fleet'
import type { ClusterModel } from '@slipway/model'
import { hydratorName } from './path.ts'

/**
 * What GitOps Promoter reads of each app in a cluster when the fleet has it: the commit that the image was built from as the dry one, in the
 * folder that its `activePath` names. An app whose release names no commit has none.
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
