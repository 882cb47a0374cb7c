import type { AwsCluster, Cluster } from '@slipway/fleet'
import { policy, serviceTrust } from '../iam/policy.ts'
import { managed, resource, stack, type AwsResource, type AwsStack } from '../model/stack.ts'
import { arn, attribute, parameter, ref, type Value } from '../model/value.ts'
import { written } from './network.ts'
import { parameters } from './names.ts'

/** https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html */
const adminPolicy = 'eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy'

const rule = (
  kind: 'Ingress' | 'Egress',
  on: Value,
  other: Value,
  [FromPort, ToPort]: readonly [number, number],
  Description: string,
): AwsResource =>
  resource(`AWS::EC2::SecurityGroup${kind}`, {
    GroupId: on,
    IpProtocol: 'tcp',
    FromPort,
    ToPort,
    [kind === 'Ingress' ? 'SourceSecurityGroupId' : 'DestinationSecurityGroupId']: other,
    Description,
  })

/**
 * The documents' rules: the control plane reaches nodes on 443 and 1025 to 65535 (SYSTEM.md S0-44), nodes reach it on 443;
 * nodes reach each other. Port 22 is open to a bastion alone, where there is one (S0-45).
 * https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html
 */
function securityGroups(cluster: Cluster, { bastion, fargate }: AwsCluster): Readonly<Record<string, AwsResource>> {
  const { name } = cluster
  const vpc = parameter(parameters(cluster).vpc)
  const control = attribute('ControlPlaneAccess', 'GroupId')
  const nodes = attribute('NodeAccess', 'GroupId')
  const own = attribute('Cluster', 'ClusterSecurityGroupId')
  const tags = (suffix: string, more: Readonly<Record<string, string>> = {}): Value =>
    Object.entries({ Name: `${name}-${suffix}`, [managed.Key]: managed.Value, ...more }).map(([Key, value]) => ({
      Key,
      Value: value,
    }))
  const all = { IpProtocol: '-1', CidrIp: '0.0.0.0/0', Description: 'Anywhere; NetworkPolicies decide for pods' }
  return {
    ControlPlaneAccess: resource('AWS::EC2::SecurityGroup', {
      GroupDescription: `The control plane of ${name}`,
      VpcId: vpc,
      // An empty list is no list: EC2 would add a rule for everywhere.
      SecurityGroupEgress: [{ IpProtocol: '-1', CidrIp: '127.0.0.1/32', Description: 'Nowhere but to nodes, below' }],
      Tags: tags('control-plane'),
    }),
    NodeAccess: resource('AWS::EC2::SecurityGroup', {
      GroupDescription: `Nodes and pods of ${name}`,
      VpcId: vpc,
      SecurityGroupEgress: [all],
      // Karpenter finds it by the first, load balancers by the second, which only one group of a node may have.
      Tags: tags('nodes', { 'karpenter.sh/discovery': name, [`kubernetes.io/cluster/${name}`]: 'owned' }),
    }),
    ToApi: rule('Ingress', control, nodes, [443, 443], 'Nodes and pods to the API server'),
    FromControlPlane: rule(
      'Ingress',
      nodes,
      control,
      [1025, 65_535],
      'The control plane to kubelets, webhooks and metrics',
    ),
    FromControlPlaneHttps: rule('Ingress', nodes, control, [443, 443], 'The control plane to webhooks on 443'),
    ControlPlaneOut: rule('Egress', control, nodes, [1025, 65_535], 'To kubelets, webhooks and metrics'),
    ControlPlaneOutHttps: rule('Egress', control, nodes, [443, 443], 'To webhooks on 443'),
    BetweenNodes: resource('AWS::EC2::SecurityGroupIngress', {
      GroupId: nodes,
      IpProtocol: '-1',
      SourceSecurityGroupId: nodes,
      Description: 'Nodes and pods to each other; NetworkPolicies decide for pods',
    }),
    ...(fargate === undefined
      ? {}
      : {
          // Pods on Fargate have the group that EKS makes.
          FromFargate: resource('AWS::EC2::SecurityGroupIngress', {
            GroupId: nodes,
            IpProtocol: '-1',
            SourceSecurityGroupId: own,
            Description: 'Pods on Fargate',
          }),
          ToFargate: resource('AWS::EC2::SecurityGroupIngress', {
            GroupId: own,
            IpProtocol: '-1',
            SourceSecurityGroupId: nodes,
            Description: 'Nodes and pods to pods on Fargate',
          }),
        }),
    ...(bastion === undefined
      ? {}
      : {
          FromBastion: rule('Ingress', nodes, attribute('BastionAccess', 'GroupId'), [22, 22], 'SSH from the bastion'),
        }),
  }
}

/** AL2023 by the parameter that AWS keeps: https://docs.aws.amazon.com/linux/al2023/ug/ec2.html */
const bastionImage = '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64'

function bastionOf(
  cluster: Cluster,
  bastion: NonNullable<AwsCluster['bastion']>,
): Readonly<Record<string, AwsResource>> {
  const p = parameters(cluster)
  const Tags = [{ Key: 'Name', Value: `${cluster.name}-bastion` }, managed]
  return {
    BastionAccess: resource('AWS::EC2::SecurityGroup', {
      GroupDescription: `The bastion of ${cluster.name}`,
      VpcId: parameter(p.vpc),
      SecurityGroupIngress: bastion.from.map((range) => ({
        IpProtocol: 'tcp',
        FromPort: 22,
        ToPort: 22,
        CidrIp: range,
        Description: 'SSH',
      })),
      Tags,
    }),
    Bastion: resource('AWS::EC2::Instance', {
      ImageId: parameter(bastionImage),
      InstanceType: 't4g.nano',
      KeyName: bastion.key,
      NetworkInterfaces: [
        {
          DeviceIndex: '0',
          AssociatePublicIpAddress: true,
          SubnetId: parameter(p.publicSubnet(cluster.zones[0] ?? '')),
          GroupSet: [attribute('BastionAccess', 'GroupId')],
        },
      ],
      BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { Encrypted: true, VolumeType: 'gp3' } }],
      MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 },
      Tags,
    }),
  }
}

const access = (admins: readonly string[]): Readonly<Record<string, AwsResource>> =>
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
const nodeAccess = ({ account, nodes }: Cluster): Readonly<Record<string, AwsResource>> =>
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
 * The EKS cluster: access by entries alone (whoever makes it gets none by that), Secrets encrypted with a key of its own,
 * its API server reached from the VPC and from where the fleet says.
 */
export const controlPlane = (cluster: Cluster, aws: AwsCluster): AwsStack => {
  const { name, account, region, kubernetes, zones, network } = cluster
  const p = parameters(cluster)
  const kinds = aws.logs?.kinds ?? ['api', 'audit', 'authenticator']
  return stack({
    account,
    region,
    name: `${name}-cluster`,
    source: `fleet/clusters/${name}.ts`,
    description: `The EKS cluster ${name}`,
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
      Logs: resource(
        'AWS::Logs::LogGroup',
        { LogGroupName: `/aws/eks/${name}/cluster`, RetentionInDays: aws.logs?.days ?? 90, Tags: [managed] },
        { retained: true },
      ),
      ControlPlaneRole: resource('AWS::IAM::Role', {
        RoleName: `${name}-control-plane`,
        Description: `The control plane of ${name}`,
        AssumeRolePolicyDocument: serviceTrust('eks.amazonaws.com', ['sts:AssumeRole', 'sts:TagSession']),
        ManagedPolicyArns: [arn('iam::aws:policy/AmazonEKSClusterPolicy')],
        Tags: [managed],
      }),
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
