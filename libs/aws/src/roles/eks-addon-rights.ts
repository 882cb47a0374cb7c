import type { Cluster } from '@slipway/fleet'
import { allow, type Conditions, type Statement } from '../iam/policy.ts'
import { notOthers } from '../iam/not-others.ts'
import { arn } from '../model/value.ts'

interface EksAddon {
  readonly serviceAccount: string
  readonly rights: (cluster: Cluster) => readonly Statement[]
}

const tagged = (kind: 'Request' | 'Resource', key: string, value: string): Conditions => ({
  StringLike: { [`${kind === 'Request' ? 'aws' : 'ec2'}:${kind}Tag/${key}`]: value },
})

const interfaceActions = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:AttachNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DetachNetworkInterface',
  'ec2:ModifyNetworkInterfaceAttribute',
  'ec2:UnassignPrivateIpAddresses',
]

/** https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEKS_CNI_Policy.html */
function anyInterface({ account, region }: Cluster): readonly Statement[] {
  const of = (kind: string) => arn(`ec2:${region}:${account}:${kind}/*`)
  const places = [of('instance'), of('network-interface'), of('security-group'), of('subnet')]
  return [
    allow('GiveAddresses', [...interfaceActions, 'ec2:CreateNetworkInterface'].toSorted(), places),
    allow('TagInterfaces', ['ec2:CreateTags'], of('network-interface')),
  ]
}

/**
 * Limits the CNI to interfaces with the tag that it writes when CLUSTER_NAME is set. Tighter than its policy in one
 * way: it takes no interface over that has the mark of another cluster.
 * https://github.com/aws/amazon-vpc-cni-k8s/blob/master/docs/iam-policy.md#scope-down-iam-policy-per-eks-cluster
 */
function ownInterfaces({ account, region, name }: Cluster): readonly Statement[] {
  const of = (kind: string) => arn(`ec2:${region}:${account}:${kind}/*`)
  const mark = 'cluster.k8s.amazonaws.com/name'
  const own = { StringEquals: { [`aws:ResourceTag/${mark}`]: name } }
  return [
    allow('ChangeOwnInterfaces', interfaceActions, of('network-interface'), own),
    allow(
      'ChangeOwnMachines',
      ['ec2:AttachNetworkInterface', 'ec2:DetachNetworkInterface', 'ec2:ModifyNetworkInterfaceAttribute'],
      of('instance'),
      { StringEquals: { [`aws:ResourceTag/kubernetes.io/cluster/${name}`]: 'owned' } },
    ),
    allow('GiveGroups', ['ec2:ModifyNetworkInterfaceAttribute'], of('security-group')),
    allow('MakeMarked', ['ec2:CreateNetworkInterface'], of('network-interface'), {
      StringEquals: { [`aws:RequestTag/${mark}`]: name },
    }),
    allow('MakeIn', ['ec2:CreateNetworkInterface'], [of('security-group'), of('subnet')]),
    // A machine's first interface has no mark until the CNI starts there.
    allow('MarkNew', ['ec2:CreateTags'], of('network-interface'), { Null: { [`aws:ResourceTag/${mark}`]: 'true' } }),
    allow('TagOwn', ['ec2:CreateTags'], of('network-interface'), own),
  ]
}

/** By managed node groups, by Karpenter, and by EKS itself. */
const machineMarks = ['eks:cluster-name', 'eks:eks-cluster-name', 'aws:eks:cluster-name']
/** The driver gives it where it knows its cluster's name (controller.go, KubernetesClusterTag). */
const diskMark = 'KubernetesCluster'

/** Add-ons that EKS installs and that act in AWS, all in `kube-system`. */
export const eksAddonRights: { readonly [addon in 'aws-ebs-csi-driver' | 'vpc-cni']: EksAddon } = {
  /**
   * Only volumes and snapshots that carry the driver's own tag, and none that is marked as another cluster's, nor its
   * machines. docs/example-iam-policy.json of kubernetes-sigs/aws-ebs-csi-driver.
   */
  'aws-ebs-csi-driver': {
    serviceAccount: 'ebs-csi-controller-sa',
    rights: ({ account, region, name }) => {
      const volumes = arn(`ec2:${region}:${account}:volume/*`)
      const snapshots = arn(`ec2:${region}:*:snapshot/*`)
      const mark = 'ebs.csi.aws.com/cluster'
      const free = notOthers(name, diskMark)
      const own = { ...tagged('Resource', mark, 'true'), ...free }
      return [
        allow(
          'See',
          [
            'ec2:DescribeAvailabilityZones',
            'ec2:DescribeInstances',
            'ec2:DescribeSnapshots',
            'ec2:DescribeTags',
            'ec2:DescribeVolumeStatus',
            'ec2:DescribeVolumes',
            'ec2:DescribeVolumesModifications',
          ],
          '*',
          { StringEquals: { 'aws:RequestedRegion': region } },
        ),
        allow('MakeMarked', ['ec2:CreateVolume'], volumes, tagged('Request', mark, 'true')),
        allow('MakeFromSnapshot', ['ec2:CreateVolume'], snapshots, free),
        allow('TakeSnapshot', ['ec2:CreateSnapshot'], volumes, free),
        allow('MarkSnapshot', ['ec2:CreateSnapshot'], snapshots, tagged('Request', mark, 'true')),
        allow('TagNew', ['ec2:CreateTags'], [volumes, snapshots], {
          StringEquals: { 'ec2:CreateAction': ['CreateSnapshot', 'CreateVolume'] },
        }),
        allow('TagOwn', ['ec2:DeleteTags'], [volumes, snapshots], own),
        allow('GrowOwn', ['ec2:ModifyVolume'], volumes, own),
        allow('Attach', ['ec2:AttachVolume', 'ec2:DetachVolume'], volumes, free),
        allow(
          'AttachTo',
          ['ec2:AttachVolume', 'ec2:DetachVolume'],
          arn(`ec2:${region}:${account}:instance/*`),
          notOthers(name, ...machineMarks),
        ),
        allow('DeleteOwn', ['ec2:DeleteSnapshot', 'ec2:DeleteVolume'], [volumes, snapshots], own),
      ]
    },
  },

  'vpc-cni': {
    serviceAccount: 'aws-node',
    rights: (cluster) => [
      allow(
        'See',
        [
          'ec2:DescribeInstanceTypes',
          'ec2:DescribeInstances',
          'ec2:DescribeNetworkInterfaces',
          'ec2:DescribeSecurityGroups',
          'ec2:DescribeSubnets',
          'ec2:DescribeTags',
        ],
        '*',
        { StringEquals: { 'aws:RequestedRegion': cluster.region } },
      ),
      // Only where the add-on's settings are ours do we know that it marks interfaces.
      ...(cluster.aws === undefined ? anyInterface(cluster) : ownInterfaces(cluster)),
    ],
  },
}
