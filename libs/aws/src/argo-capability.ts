import { role } from './iam/role.ts'
import type { Cluster, Fleet } from '@slipway/fleet'
import { argoAdmins, argoNamespace, argoRole } from '@slipway/platform'
import { serviceTrust } from './iam/policy.ts'
import { fleetFile, managed, resource, stack, type AwsStack } from './model/stack.ts'
import { attribute } from './model/value.ts'

/**
 * Whoever signs on needs a role of the whole Argo CD before one of a project counts (AWS, "Configure Argo CD
 * permissions").
 */
const roleMappings = (fleet: Fleet) => {
  const admins = argoAdmins(fleet)
  const others = [...new Set([...fleet.teams.values()].map(({ group }) => group))].filter((group) => group !== admins)
  const mapping = (Role: 'ADMIN' | 'VIEWER', groups: readonly string[]) => ({
    Role,
    Identities: groups.toSorted().map((Id) => ({ Id, Type: 'SSO_GROUP' })),
  })
  return [mapping('ADMIN', [admins]), ...(others.length === 0 ? [] : [mapping('VIEWER', others)])]
}

/**
 * Argo CD as AWS runs it, one for each cluster: no cluster holds the keys to another
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-eks-capability.html).
 */
export const argoCapability = (cluster: Cluster, fleet: Fleet): readonly AwsStack[] => {
  const { identityCenter: center } = fleet
  if (fleet.argocd !== 'eks' || center === undefined) return []
  return [
    stack({
      account: cluster.account,
      region: cluster.region,
      clusters: [cluster.name],
      name: `argocd-${cluster.name}`,
      source: fleetFile,
      description: `Argo CD of ${cluster.name}, as an EKS Capability`,
      resources: {
        // No right in AWS: git and charts are public or have Secrets of their own. In the cluster it has an access
        // entry.
        Role: role({
          name: argoRole(cluster),
          trust: serviceTrust('capabilities.eks.amazonaws.com', ['sts:AssumeRole', 'sts:TagSession']),
        }),
        ArgoCd: resource('AWS::EKS::Capability', {
          ClusterName: cluster.name,
          CapabilityName: 'argocd',
          Type: 'ARGOCD',
          RoleArn: attribute('Role', 'Arn'),
          // Applications and what they made outlive the capability.
          DeletePropagationPolicy: 'RETAIN',
          Configuration: {
            ArgoCd: {
              Namespace: argoNamespace,
              AwsIdc: { IdcInstanceArn: center.instance, IdcRegion: center.region },
              RbacRoleMappings: roleMappings(fleet),
            },
          },
          Tags: [managed],
        }),
      },
    }),
  ]
}
