import type { Rendered } from '@slipway/core'
import type { Cluster, Fleet } from '@slipway/fleet'
import { environmentKey, secretRoleName } from '@slipway/model'
import { arn, file, fleetFile, managed, type Resource } from './template.ts'

/** Reads the secrets of one team in one cluster. @param given beginnings of names that the fleet gives the team beside its own */
export const secretRole = (cluster: Cluster, team: string, given: readonly string[] = []): Resource => {
  const { account, region, environment } = cluster
  const own = [environmentKey(environment, team, ''), `${team}/`, ...given]
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: secretRoleName(cluster, team),
      Description: `Reads the secrets of ${team} for ${cluster.name}`,
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
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
          },
        ],
      },
      Policies: [
        {
          PolicyName: 'read-secrets',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Action: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
                Resource: own.map((start) => arn(`secretsmanager:${region}:${account}:secret:${start}*`)),
              },
            ],
          },
        },
      ],
      Tags: [managed],
    },
  }
}

export const secretRoles = ({ clusters, teams }: Fleet): readonly Rendered[] =>
  clusters.flatMap((cluster) =>
    [...teams].map(([team, { may }]) =>
      file(
        `${cluster.account}/role-secrets-${cluster.name}-${team}`,
        fleetFile,
        `The role with which ${cluster.name} reads the secrets of ${team}`,
        { Secrets: secretRole(cluster, team, may?.secrets) },
      ),
    ),
  )
