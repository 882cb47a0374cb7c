import { role } from '../iam/role.ts'
import { logsOf, type AwsCluster, type Cluster } from '@slipway/fleet'
import { policy, serviceTrust } from '../iam/policy.ts'
import { logGroup } from '../model/log-group.ts'
import { managed, resource, stack, type AwsStack, type Resources } from '../model/stack.ts'
import { arn, attribute, parameter, ref } from '../model/value.ts'
import { bastionOf } from './bastion.ts'
import { clusterStack, parameters, written } from './names.ts'
import { securityGroups } from './security-groups.ts'

/** https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html */
export const adminPolicy = 'eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy'

const access = (admins: readonly string[]): Resources =>
  Object.fromEntries(
    admins.map((principal, i) => [
      `Admin${i + 1}`,
      resource('AWS::EKS::AccessEntry', {
        ClusterName: ref('Cluster'),
        PrincipalArn: principal,
        Type: 'STANDARD',
        AccessPolicies: [{ PolicyArn: arn(adminPolicy), AccessScope: { Type: 'cluster' } }],
        Tags: [managed],
      }),
    ]),
  )

/** Self-managed nodes are let in by name; EKS lets its own and those of managed groups in by itself. */
const nodeAccess = ({ account, nodes }: Cluster): Resources =>
  nodes.groups !== 'self-managed'
    ? {}
    : {
        Nodes: resource('AWS::EKS::AccessEntry', {
          ClusterName: ref('Cluster'),
          PrincipalArn: arn(`iam::${account}:role/${nodes.role}`),
          Type: 'EC2_LINUX',
          Tags: [managed],
        }),
      }

/**
 * The EKS cluster: access by entries alone (whoever makes it gets none by that), Secrets encrypted with a key of its
 * own, its API server reached from the VPC and from where the fleet says.
 */
export const controlPlane = (cluster: Cluster, aws: AwsCluster): AwsStack => {
  const { name, account, kubernetes, zones, network } = cluster
  const p = parameters(cluster)
  const { kinds, days } = logsOf(aws)
  return stack({
    ...clusterStack(cluster, 'cluster', `The EKS cluster ${name}`),
    resources: {
      Key: resource(
        'AWS::KMS::Key',
        {
          Description: `Secrets of the cluster ${name}`,
          EnableKeyRotation: true,
          KeyPolicy: policy({
            Sid: 'Account',
            Effect: 'Allow',
            Principal: { AWS: arn(`iam::${account}:root`) },
            Action: 'kms:*',
            Resource: '*',
          }),
          Tags: [managed],
        },
        { retained: true },
      ),
      Logs: logGroup(`/aws/eks/${name}/cluster`, days),
      ControlPlaneRole: role(
        {
          name: `${name}-control-plane`,
          does: `The control plane of ${name}`,
          trust: serviceTrust('eks.amazonaws.com', ['sts:AssumeRole', 'sts:TagSession']),
        },
        { ManagedPolicyArns: [arn('iam::aws:policy/AmazonEKSClusterPolicy')] },
      ),
      ...securityGroups(cluster, aws),
      ...(aws.bastion === undefined ? {} : bastionOf(cluster, aws.bastion)),
      Cluster: resource(
        'AWS::EKS::Cluster',
        {
          Name: name,
          Version: kubernetes,
          RoleArn: attribute('ControlPlaneRole', 'Arn'),
          AccessConfig: { AuthenticationMode: 'API', BootstrapClusterCreatorAdminPermissions: false },
          // The add-ons of the next stacks are EKS's own, with settings.
          BootstrapSelfManagedAddons: false,
          DeletionProtection: true,
          EncryptionConfig: [{ Provider: { KeyArn: attribute('Key', 'Arn') }, Resources: ['secrets'] }],
          KubernetesNetworkConfig: { ServiceIpv4Cidr: network.services, IpFamily: 'ipv4' },
          Logging: { ClusterLogging: { EnabledTypes: kinds.map((Type) => ({ Type })) } },
          ResourcesVpcConfig: {
            EndpointPrivateAccess: true,
            EndpointPublicAccess: aws.api !== undefined,
            ...(aws.api === undefined ? {} : { PublicAccessCidrs: [...aws.api.from] }),
            SecurityGroupIds: [attribute('ControlPlaneAccess', 'GroupId')],
            SubnetIds: zones.map((zone) => parameter(p.nodeSubnet(zone))),
          },
          // A version past its standard support is updated by EKS, not paid for sixfold.
          UpgradePolicy: { SupportType: 'STANDARD' },
          Tags: [managed],
        },
        { after: ['Logs'] },
      ),
      ...access(aws.admins),
      ...nodeAccess(cluster),
      NodeSecurityGroupName: written(p.nodeSecurityGroup, attribute('NodeAccess', 'GroupId')),
      EndpointName: written(p.endpoint, attribute('Cluster', 'Endpoint')),
      AuthorityName: written(p.authority, attribute('Cluster', 'CertificateAuthorityData')),
    },
  })
}
