import type { Cluster, NodePool } from '@slipway/fleet'
import { describe, expect, it } from 'vitest'
import { prodEu, withClusters } from '../test/fixture.ts'
import { nodeGroups } from './node-group.ts'
import { asCloudFormation } from './writers/cloudformation.ts'

const pool = (name: string, more: Partial<NodePool> = {}): NodePool => ({
  name,
  capacity: 'on-demand',
  families: ['m7i'],
  sizes: ['xlarge'],
  architectures: ['amd64'],
  nodes: { min: 3, max: 9 },
  weight: 10,
  system: false,
  ...more,
})
const groupsOf = (nodes: Partial<Cluster['nodes']>) =>
  nodeGroups(withClusters({ ...prodEu, nodes: { ...prodEu.nodes, ...nodes } })).map(asCloudFormation)
const managed = (...pools: readonly NodePool[]) =>
  groupsOf({ scaler: 'cluster-autoscaler', groups: 'managed', pools: [...pools] })
const properties = (files: ReturnType<typeof groupsOf>) =>
  files.map((f) => f.template?.Resources['Nodes']?.['Properties'] as Record<string, unknown>)

describe('nodeGroups', () => {
  it('are one for each pool and zone, by the name that the scaler looks for', () => {
    const files = managed(pool('base'), pool('spot', { capacity: 'spot', families: ['m7i', 'm6i'] }))
    expect(files.map((f) => f.path)).toEqual(
      ['base', 'spot'].flatMap((name) =>
        ['a', 'b'].map((z) => `aws/444455556666/eu-west-1/nodes-prod-eu-${name}-eu-west-1${z}.yaml`),
      ),
    )
    expect(properties(files).map((p) => [p['CapacityType'], p['InstanceTypes'], p['Subnets']])).toEqual([
      ['ON_DEMAND', ['m7i.xlarge'], ['{{resolve:ssm:/slipway/prod-eu/subnets/eu-west-1a}}']],
      ['ON_DEMAND', ['m7i.xlarge'], ['{{resolve:ssm:/slipway/prod-eu/subnets/eu-west-1b}}']],
      ['SPOT', ['m7i.xlarge', 'm6i.xlarge'], ['{{resolve:ssm:/slipway/prod-eu/subnets/eu-west-1a}}']],
      ['SPOT', ['m7i.xlarge', 'm6i.xlarge'], ['{{resolve:ssm:/slipway/prod-eu/subnets/eu-west-1b}}']],
    ])
  })

  it('share out the fewest and the most nodes, and leave the number in between to the scaler', () => {
    expect(properties(managed(pool('base'))).map((p) => p['ScalingConfig'])).toEqual([
      { MinSize: 2, MaxSize: 5 },
      { MinSize: 1, MaxSize: 4 },
    ])
    expect(managed(pool('base', { nodes: { min: 0, max: 1 } }))).toHaveLength(1)
  })

  it.each<[string, Partial<NodePool>, object, readonly object[]]>([
    ['apps', {}, { 'slipway.dev/nodes': 'apps', 'karpenter.sh/capacity-type': 'on-demand' }, []],
    [
      'add-ons',
      { system: true },
      { 'slipway.dev/nodes': 'system' },
      [{ Key: 'CriticalAddonsOnly', Value: 'true', Effect: 'NO_SCHEDULE' }],
    ],
    [
      'a profile',
      { profile: 'memory', families: ['r7i'] },
      { 'slipway.dev/profile': 'memory' },
      [{ Key: 'slipway.dev/profile', Value: 'memory', Effect: 'NO_SCHEDULE' }],
    ],
  ])('have the labels and taints that pods of %s are placed by', (_, more, labels, taints) => {
    for (const p of properties(managed(pool('base', more))))
      expect(p).toMatchObject({ Labels: labels, Taints: taints, AmiType: 'AL2023_x86_64_STANDARD' })
  })

  it('encrypt their disk, and give metadata by token to the machine alone', () => {
    for (const file of managed(pool('base'), pool('spot', { capacity: 'spot' }))) {
      const { Template, Nodes } = file.template?.Resources ?? {}
      expect(Template).toMatchObject({
        Type: 'AWS::EC2::LaunchTemplate',
        Properties: {
          LaunchTemplateData: {
            MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 },
            BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { Encrypted: true, VolumeSize: 80 } }],
          },
        },
      })
      expect(Nodes?.['Properties']).toMatchObject({
        LaunchTemplate: { Id: { Ref: 'Template' }, Version: { 'Fn::GetAtt': ['Template', 'LatestVersionNumber'] } },
      })
      // EKS refuses a group that has its disk in both.
      expect(Nodes?.['Properties']).not.toHaveProperty('DiskSize')
    }
  })

  it('start an image for their processor', () => {
    expect(properties(managed(pool('base', { families: ['m7g'], architectures: ['arm64'] })))[0]).toMatchObject({
      AmiType: 'AL2023_ARM_64_STANDARD',
    })
  })

  it('are the nodes that a cluster begins with, where the fleet says so, and nothing else beside Karpenter', () => {
    const files = groupsOf({ core: { machine: 'm7i.large', nodes: 2 }, pools: [pool('base')] })
    expect(files.map((f) => f.path)).toEqual(['aws/444455556666/eu-west-1/nodes-prod-eu-core.yaml'])
    expect(properties(files)[0]).toMatchObject({
      InstanceTypes: ['m7i.large'],
      ScalingConfig: { MinSize: 2, MaxSize: 3 },
      Labels: { 'slipway.dev/nodes': 'system' },
      CapacityType: 'ON_DEMAND',
    })
    expect(groupsOf({ pools: [pool('base')] })).toEqual([])
    expect(groupsOf({ scaler: 'cluster-autoscaler', groups: 'self-managed', pools: [pool('base')] })).toEqual([])
  })
})

it('ends no spot machine of its own before AWS says so, which is all that the termination handler hears of', () => {
  const aws = { by: 'stacks', admins: ['arn:aws:iam::444455556666:role/platform'] } as unknown as Cluster['aws']
  const pools = [pool('base'), pool('spare', { capacity: 'spot' })]
  const nodes: Cluster['nodes'] = { ...prodEu.nodes, scaler: 'cluster-autoscaler', groups: 'self-managed', pools }
  const groups = nodeGroups(withClusters({ ...prodEu, aws, nodes }))
    .flatMap(({ resources }) => Object.values(resources))
    .filter(({ type }) => type === 'AWS::AutoScaling::AutoScalingGroup')
  // Each in one zone: the service has nothing to balance between zones, either.
  expect(
    groups.map(({ properties: { CapacityRebalance: early, VPCZoneIdentifier: zones } }) => [early, zones]),
  ).toEqual(['a', 'b', 'a', 'b'].map((zone) => [false, [{ $parameter: `/slipway/prod-eu/subnets/eu-west-1${zone}` }]]))
})
