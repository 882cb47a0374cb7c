import type { Cluster, Fleet } from '@slipway/fleet'
import { environmentKey, secretRoleName } from '@slipway/model'
import { policy } from './iam/policy.ts'
import { fleetFile, managed, resource, stack, type AwsResource, type AwsStack } from './model/stack.ts'
import { arn } from './model/value.ts'

/** Reads the secrets of one team in one cluster. @param given beginnings of names that the fleet gives the team beside its own */
export const secretRole = (cluster: Cluster, team: string, given: readonly string[] = []): AwsResource => {
  const { account, region, environment } = cluster
  const own = [environmentKey(environment, team, ''), `${team}/`, ...given]
  return resource('AWS::IAM::Role', {
    RoleName: secretRoleName(cluster, team),
    Description: `Reads the secrets of ${team} for ${cluster.name}`,
    AssumeRolePolicyDocument: policy({
      Effect: 'Allow',
      Principal: { AWS: arn(`iam::${account}:root`) },
      // Pod Identity's session tags go along.
      Action: ['sts:AssumeRole', 'sts:TagSession'],
      // Whatever its role is called: EKS says for whom it gave the session.
      Condition: {
        StringEquals: {
          'aws:PrincipalTag/eks-cluster-name': cluster.name,
          'aws:PrincipalTag/kubernetes-namespace': 'external-secrets',
          'aws:PrincipalTag/kubernetes-service-account': 'external-secrets',
        },
      },
    }),
    Policies: [
      {
        PolicyName: 'read-secrets',
        PolicyDocument: policy({
          Effect: 'Allow',
          Action: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
          Resource: own.map((start) => arn(`secretsmanager:${region}:${account}:secret:${start}*`)),
        }),
      },
    ],
    Tags: [managed],
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
        resources: { Secrets: secretRole(cluster, team, may?.secrets) },
      }),
    ),
  )
