import type { Cluster } from '@slipway/fleet'
import { interruptionQueue } from '@slipway/platform'
import { allow, type Statement } from '../iam/policy.ts'
import { arn } from '../model/value.ts'

/**
 * Only instances, launch templates and instance profiles that carry the cluster's tags, and a pass of the nodes' role
 * to EC2 alone. https://karpenter.sh/docs/reference/cloudformation/ has why Karpenter asks for each.
 */
export const karpenterRights = ({ cluster }: { readonly cluster: Cluster }): readonly Statement[] => {
  const { name, account, region, nodes } = cluster
  const ec2 = (kind: string, owner = '*') => arn(`ec2:${region}:${owner}:${kind}/*`)
  const profiles = arn(`iam::${account}:instance-profile/*`)
  const own = { [`aws:ResourceTag/kubernetes.io/cluster/${name}`]: 'owned' }
  const asked = {
    [`aws:RequestTag/kubernetes.io/cluster/${name}`]: 'owned',
    'aws:RequestTag/eks:eks-cluster-name': name,
  }
  const inRegion = { 'aws:RequestTag/topology.kubernetes.io/region': region }
  const ofRegion = { 'aws:ResourceTag/topology.kubernetes.io/region': region }
  const started = ['fleet', 'instance', 'volume', 'network-interface', 'launch-template', 'spot-instances-request']
  const start = ['ec2:CreateFleet', 'ec2:RunInstances']
  const pool = { StringLike: { 'aws:ResourceTag/karpenter.sh/nodepool': '*' } }
  const wanted = { StringLike: { 'aws:RequestTag/karpenter.sh/nodepool': '*' } }
  const nodeClass = { 'aws:ResourceTag/karpenter.k8s.aws/ec2nodeclass': '*' }
  return [
    allow('UseWhatMachinesAreMadeOf', start, [
      ec2('image', ''),
      ec2('snapshot', ''),
      ...['security-group', 'subnet', 'capacity-reservation'].map((kind) => ec2(kind)),
    ]),
    allow('UseOwnTemplates', start, ec2('launch-template'), { StringEquals: own, ...pool }),
    allow(
      'StartTagged',
      [...start, 'ec2:CreateLaunchTemplate'],
      started.map((kind) => ec2(kind)),
      { StringEquals: asked, ...wanted },
    ),
    allow(
      'TagWhatItStarts',
      ['ec2:CreateTags'],
      started.map((kind) => ec2(kind)),
      {
        StringEquals: { ...asked, 'ec2:CreateAction': ['RunInstances', 'CreateFleet', 'CreateLaunchTemplate'] },
        ...wanted,
      },
    ),
    allow('TagOwnNodes', ['ec2:CreateTags'], ec2('instance'), {
      StringEquals: own,
      ...pool,
      StringEqualsIfExists: { 'aws:RequestTag/eks:eks-cluster-name': name },
      'ForAllValues:StringEquals': { 'aws:TagKeys': ['eks:eks-cluster-name', 'karpenter.sh/nodeclaim', 'Name'] },
    }),
    allow('EndOwn', ['ec2:DeleteLaunchTemplate', 'ec2:TerminateInstances'], [ec2('instance'), ec2('launch-template')], {
      StringEquals: own,
      ...pool,
    }),
    allow('GiveNodesTheirRole', ['iam:PassRole'], arn(`iam::${account}:role/${nodes.role}`), {
      StringEquals: { 'iam:PassedToService': ['ec2.amazonaws.com', 'ec2.amazonaws.com.cn'] },
    }),
    allow('MakeProfiles', ['iam:CreateInstanceProfile'], profiles, {
      StringEquals: { ...asked, ...inRegion },
      StringLike: { 'aws:RequestTag/karpenter.k8s.aws/ec2nodeclass': '*' },
    }),
    allow('TagProfiles', ['iam:TagInstanceProfile'], profiles, {
      StringEquals: { ...own, ...ofRegion, ...asked, ...inRegion },
      StringLike: { ...nodeClass, 'aws:RequestTag/karpenter.k8s.aws/ec2nodeclass': '*' },
    }),
    allow(
      'ChangeOwnProfiles',
      ['iam:AddRoleToInstanceProfile', 'iam:DeleteInstanceProfile', 'iam:RemoveRoleFromInstanceProfile'],
      profiles,
      { StringEquals: { ...own, ...ofRegion }, StringLike: nodeClass },
    ),
    allow('SeeProfiles', ['iam:GetInstanceProfile'], profiles),
    allow('ListProfiles', ['iam:ListInstanceProfiles', 'pricing:GetProducts'], '*'),
    allow('SeeCluster', ['eks:DescribeCluster'], arn(`eks:${region}:${account}:cluster/${name}`)),
    allow(
      'HearOfInterruptions',
      ['sqs:DeleteMessage', 'sqs:GetQueueUrl', 'sqs:ReceiveMessage'],
      arn(`sqs:${region}:${account}:${interruptionQueue(cluster)}`),
    ),
    allow(
      'SeeMachines',
      [
        'ec2:DescribeCapacityReservations',
        'ec2:DescribeImages',
        'ec2:DescribeInstanceTypeOfferings',
        'ec2:DescribeInstanceTypes',
        'ec2:DescribeInstances',
        'ec2:DescribeLaunchTemplates',
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeSpotPriceHistory',
        'ec2:DescribeSubnets',
      ],
      '*',
      { StringEquals: { 'aws:RequestedRegion': region } },
    ),
    allow('SeeImageNames', ['ssm:GetParameter'], arn(`ssm:${region}::parameter/aws/service/*`)),
  ]
}
