import type { Cluster } from '@slipway/fleet'
import { allow, type Conditions, type Statement } from '../iam/policy.ts'
import { arn } from '../model/value.ts'

interface EksAddon {
  readonly serviceAccount: string
  readonly rights: (cluster: Cluster) => readonly Statement[]
}

const tagged = (kind: 'Request' | 'Resource', key: string, value: string): Conditions => ({
  StringLike: { [`${kind === 'Request' ? 'aws' : 'ec2'}:${kind}Tag/${key}`]: value },
})

/** Add-ons that EKS installs and that act in AWS, all in `kube-system`. */
export const eksAddonRights: { readonly [addon in 'aws-ebs-csi-driver' | 'vpc-cni']: EksAddon } = {
  /**
   * Only volumes and snapshots that carry the driver's own tag.
   * docs/example-iam-policy.json of kubernetes-sigs/aws-ebs-csi-driver.
   */
  'aws-ebs-csi-driver': {
    serviceAccount: 'ebs-csi-controller-sa',
    rights: ({ account, region }) => {
      const volumes = arn(`ec2:${region}:${account}:volume/*`)
      const snapshots = arn(`ec2:${region}:*:snapshot/*`)
      const mark = 'ebs.csi.aws.com/cluster'
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
        allow('MakeFromSnapshot', ['ec2:CreateVolume'], snapshots),
        allow('TakeSnapshot', ['ec2:CreateSnapshot'], volumes),
        allow('MarkSnapshot', ['ec2:CreateSnapshot'], snapshots, tagged('Request', mark, 'true')),
        allow('TagNew', ['ec2:CreateTags'], [volumes, snapshots], {
          StringEquals: { 'ec2:CreateAction': ['CreateSnapshot', 'CreateVolume'] },
        }),
        allow('TagOwn', ['ec2:DeleteTags'], [volumes, snapshots], tagged('Resource', mark, 'true')),
        allow('GrowOwn', ['ec2:ModifyVolume'], volumes, tagged('Resource', mark, 'true')),
        allow(
          'Attach',
          ['ec2:AttachVolume', 'ec2:DetachVolume'],
          [volumes, arn(`ec2:${region}:${account}:instance/*`)],
        ),
        allow(
          'DeleteOwn',
          ['ec2:DeleteSnapshot', 'ec2:DeleteVolume'],
          [volumes, snapshots],
          tagged('Resource', mark, 'true'),
        ),
      ]
    },
  },

  /** https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEKS_CNI_Policy.html */
  'vpc-cni': {
    serviceAccount: 'aws-node',
    rights: ({ account, region }) => [
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
        { StringEquals: { 'aws:RequestedRegion': region } },
      ),
      allow(
        'GiveAddresses',
        [
          'ec2:AssignPrivateIpAddresses',
          'ec2:AttachNetworkInterface',
          'ec2:CreateNetworkInterface',
          'ec2:DeleteNetworkInterface',
          'ec2:DetachNetworkInterface',
          'ec2:ModifyNetworkInterfaceAttribute',
          'ec2:UnassignPrivateIpAddresses',
        ],
        [
          arn(`ec2:${region}:${account}:instance/*`),
          arn(`ec2:${region}:${account}:network-interface/*`),
          arn(`ec2:${region}:${account}:security-group/*`),
          arn(`ec2:${region}:${account}:subnet/*`),
        ],
      ),
      allow('TagInterfaces', ['ec2:CreateTags'], arn(`ec2:${region}:${account}:network-interface/*`)),
    ],
  },
}
