import { role } from './iam/role.ts'
import { addonRoleName, runsItself, type Cluster, type Fleet } from '@slipway/fleet'
import { environmentKey, secretRoleName } from '@slipway/model'
import { clusterStack } from './cluster/names.ts'
import { policy } from './iam/policy.ts'
import { fleetFile, stack, stackId, type AwsResource, type AwsStack } from './model/stack.ts'
import { arn } from './model/value.ts'

const reader = 'external-secrets'

/**
 * External Secrets' own role, or the account where the organisation runs it: then only the tags of its session are
 * known. IAM keeps a role by its identity, so a role of that name that somebody makes later is not trusted.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles
 */
const trusted = (cluster: Cluster): string =>
  runsItself(cluster, reader) ? 'root' : `role/${addonRoleName(cluster, reader)}`

/**
 * Reads the secrets of one team in one cluster.
 * @param given beginnings of names that the fleet gives the team beside its own
 */
const secretRole = (cluster: Cluster, team: string, given: readonly string[] = []): AwsResource => {
  const { account, region, environment } = cluster
  const own = [environmentKey(environment, team, ''), `${team}/`, ...given]
  return role({
    name: secretRoleName(cluster, team),
    does: `Reads the secrets of ${team} for ${cluster.name}`,
    trust: policy({
      Effect: 'Allow',
      Principal: { AWS: arn(`iam::${account}:${trusted(cluster)}`) },
      // Pod Identity's session tags go along.
      Action: ['sts:AssumeRole', 'sts:TagSession'],
      // Only a session that EKS gave to that ServiceAccount of that cluster.
      Condition: {
        StringEquals: {
          'aws:PrincipalTag/eks-cluster-name': cluster.name,
          'aws:PrincipalTag/kubernetes-namespace': reader,
          'aws:PrincipalTag/kubernetes-service-account': reader,
        },
      },
    }),
    rights: [
      {
        Effect: 'Allow',
        Action: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
        Resource: own.map((start) => arn(`secretsmanager:${region}:${account}:secret:${start}*`)),
      },
    ],
    policyName: 'read-secrets',
  })
}

export const secretRoles = ({ clusters, teams }: Fleet): readonly AwsStack[] =>
  clusters.flatMap((cluster) =>
    [...teams].map(([team, { may }]) =>
      stack({
        account: cluster.account,
        region: null,
        clusters: [cluster.name],
        name: `role-secrets-${cluster.name}-${team}`,
        source: fleetFile,
        description: `The role with which ${cluster.name} reads the secrets of ${team}`,
        // A trust policy may only name a role that there is.
        after: runsItself(cluster, reader) ? [] : [stackId(clusterStack(cluster, `addon-${reader}`, ''))],
        resources: { Secrets: secretRole(cluster, team, may?.secrets) },
      }),
    ),
  )
