import { role } from './role.ts'
import type { Cluster } from '@slipway/fleet'
import { managed, resource, type Resources } from '../model/stack.ts'
import { arn, attribute } from '../model/value.ts'
import { policy, type PolicyDocument, type Statement } from './policy.ts'

/** A pod as AWS identifies it. */
interface PodIdentity {
  readonly cluster: Pick<Cluster, 'name' | 'account' | 'region'>
  readonly namespace: string
  readonly serviceAccount: string
}

/**
 * EKS Pod Identity for one ServiceAccount of one cluster. Its tags say for whom EKS asks, so that no other association
 * can take the role, whoever makes it; the cluster's ARN has the account and the region.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html, pod-id-abac.html
 */
export const podTrust = ({ cluster, namespace, serviceAccount }: PodIdentity): PolicyDocument =>
  policy({
    Effect: 'Allow',
    Principal: { Service: 'pods.eks.amazonaws.com' },
    Action: ['sts:AssumeRole', 'sts:TagSession'],
    Condition: {
      StringEquals: {
        'aws:RequestTag/eks-cluster-arn': arn(`eks:${cluster.region}:${cluster.account}:cluster/${cluster.name}`),
        'aws:RequestTag/kubernetes-namespace': namespace,
        'aws:RequestTag/kubernetes-service-account': serviceAccount,
      },
    },
  })

interface Rights {
  readonly name: string
  readonly description: string
  readonly statements: readonly Statement[]
  /** Name of a managed policy of the account. */
  readonly boundary?: string
}

/** A role, and its association with the ServiceAccount. */
export const podRole = (identity: PodIdentity, { name, description, statements, boundary }: Rights): Resources => {
  const { cluster, namespace, serviceAccount } = identity
  return {
    Role: role(
      { name, does: description, trust: podTrust(identity), rights: statements },
      boundary === undefined ? {} : { PermissionsBoundary: arn(`iam::${cluster.account}:policy/${boundary}`) },
    ),
    Pods: resource('AWS::EKS::PodIdentityAssociation', {
      ClusterName: cluster.name,
      Namespace: namespace,
      ServiceAccount: serviceAccount,
      RoleArn: attribute('Role', 'Arn'),
      Tags: [managed],
    }),
  }
}
