import type { AwsCluster, Cluster } from '@slipway/fleet'
import { named, resource, type AwsResource, type Resources } from '../model/stack.ts'
import { attribute, parameter, type Value } from '../model/value.ts'
import { parameters } from './names.ts'

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
 * The documents' rules: the control plane reaches nodes on 443 and 1025 to 65535 (SYSTEM.md S0-44), nodes reach it on
 * 443; nodes reach each other. Port 22 is open to a bastion alone, where there is one (S0-45).
 * https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html
 */
export function securityGroups(cluster: Cluster, { bastion, fargate }: AwsCluster): Resources {
  const { name } = cluster
  const vpc = parameter(parameters(cluster).vpc)
  const control = attribute('ControlPlaneAccess', 'GroupId')
  const nodes = attribute('NodeAccess', 'GroupId')
  const own = attribute('Cluster', 'ClusterSecurityGroupId')
  const all = { IpProtocol: '-1', CidrIp: '0.0.0.0/0', Description: 'Anywhere; NetworkPolicies decide for pods' }
  return {
    ControlPlaneAccess: resource('AWS::EC2::SecurityGroup', {
      GroupDescription: `The control plane of ${name}`,
      VpcId: vpc,
      // An empty list is no list: EC2 would add a rule for everywhere.
      SecurityGroupEgress: [{ IpProtocol: '-1', CidrIp: '127.0.0.1/32', Description: 'Nowhere but to nodes, below' }],
      Tags: named(`${name}-control-plane`),
    }),
    NodeAccess: resource('AWS::EC2::SecurityGroup', {
      GroupDescription: `Nodes and pods of ${name}`,
      VpcId: vpc,
      SecurityGroupEgress: [all],
      // Karpenter finds it by the first, load balancers by the second, which only one group of a node may have.
      Tags: named(`${name}-nodes`, { 'karpenter.sh/discovery': name, [`kubernetes.io/cluster/${name}`]: 'owned' }),
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
