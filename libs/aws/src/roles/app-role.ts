import { appRoleName, boundaryName, type Cluster, type Fleet } from '@slipway/fleet'
import type { AwsApp } from '../aws-app.ts'
import { resolveUses } from '@slipway/model'
import { podRole } from '../iam/pod-identity.ts'
import { stack, type AwsStack } from '../model/stack.ts'
import { appRights } from './app-rights.ts'
import { boundaryId } from './boundary.ts'
import { sharedRights } from './shared-rights.ts'

function roleIn(app: AwsApp, cluster: Cluster, fleet: Fleet): readonly AwsStack[] {
  const use = app.uses[cluster.environment]
  if (use === undefined) return []
  const statements = [...appRights(use, cluster), ...sharedRights(resolveUses(use.borrows, fleet, cluster))]
  if (statements.length === 0) return []
  return [
    stack({
      account: cluster.account,
      region: cluster.region,
      clusters: [cluster.name],
      name: `${cluster.name}-app-${app.name}`,
      source: app.file,
      description: `What ${app.name} may do in AWS for ${cluster.name}`,
      after: [boundaryId(cluster)],
      resources: podRole(
        { cluster, namespace: use.team, serviceAccount: app.name },
        {
          name: appRoleName(cluster, app.name),
          description: `What ${use.team}/${app.name} of ${cluster.name} may do`,
          statements,
          boundary: boundaryName(cluster),
        },
      ),
    }),
  ]
}

/**
 * One for each cluster of an environment that the app is or will be in: with a role that came with its first release,
 * its first pods would start without. None for an app that uses nothing of AWS.
 */
export const appRoles = (app: AwsApp, fleet: Fleet): readonly AwsStack[] =>
  fleet.clusters.flatMap((cluster) => roleIn(app, cluster, fleet))
