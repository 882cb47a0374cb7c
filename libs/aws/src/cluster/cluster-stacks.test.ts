import type { AwsCluster, Cluster } from '@slipway/fleet'
import { describe, expect, it } from 'vitest'
import { prodEu, withClusters } from '../../test/fixture.ts'
import { awsStacks } from '../aws-stacks.ts'
import { asOpenTofu } from '../writers/opentofu.ts'
import { dependencies, inOrder } from '../model/order.ts'
import { stackId, type AwsStack } from '../model/stack.ts'
import { referencesIn } from '../model/value.ts'

const admin = 'arn:aws:iam::111122223333:role/platform'
const of = (aws: Partial<AwsCluster> = {}, more: Partial<Cluster> = {}): readonly AwsStack[] =>
  awsStacks(withClusters({ ...prodEu, ...more, aws: { by: 'stacks', admins: [admin], zones: true, ...aws } }), [])
const named = (stacks: readonly AwsStack[], name: string) => stacks.find((one) => one.name === name)?.resources ?? {}
const propertiesOf = (stacks: readonly AwsStack[], stack: string, id: string) =>
  named(stacks, stack)[id]?.properties ?? {}
const types = (stacks: readonly AwsStack[], name: string, type: string) =>
  Object.entries(named(stacks, name)).filter(([, one]) => one.type === type)
const self: Partial<Cluster> = {
  nodes: {
    scaler: 'cluster-autoscaler',
    groups: 'self-managed',
    role: 'acme-node',
    pools: [
      {
        name: 'memory',
        capacity: 'spot',
        families: ['r7i', 'r6i'],
        sizes: ['xlarge'],
        architectures: ['amd64'],
        profile: 'memory',
        nodes: { min: 2, max: 6 },
        weight: 10,
        system: false,
      },
    ],
  },
}

const managed: Partial<Cluster> = {
  nodes: { ...prodEu.nodes, ...self.nodes, scaler: 'cluster-autoscaler', groups: 'managed', role: 'acme-node' },
}
const thereAlready = {
  id: 'vpc-00000001',
  subnets: Object.fromEntries(prodEu.zones.map((zone, i) => [zone, { nodes: `subnet-0000000${i}` }])),
}

describe('what a cluster stands on', () => {
  it('is nothing where its file does not say `aws`', () => {
    expect(awsStacks(withClusters(prodEu), []).filter(({ name }) => name === 'prod-eu-cluster')).toEqual([])
  })

  it('is made in an order in which each stack finds what it needs, and all that it refers to is there', () => {
    const fleets = [of(), of({ nat: 'none', fargate: ['batch'] }), of({}, self), of({ vpc: thereAlready }, managed)]
    for (const stacks of fleets) {
      expect(() => stacks.map(asOpenTofu)).not.toThrow()
      const order = inOrder(stacks).map(stackId)
      const at = (name: string) => order.findIndex((id) => id.endsWith(`/${name}`))
      const chain = [
        'prod-eu-network',
        'prod-eu-cluster',
        'prod-eu-addon-vpc-cni',
        'prod-eu-addons-first',
        'nodes-prod-eu-core',
        'prod-eu-addons-later',
      ]
      expect(chain.map(at)).toEqual(chain.map(at).toSorted((a, b) => a - b))
      const needed = dependencies(stacks)
      for (const one of stacks) for (const before of needed.get(stackId(one)) ?? []) expect(order).toContain(before)
      const written = new Set(
        stacks.flatMap(({ resources }) =>
          Object.values(resources).flatMap((r) =>
            r.type === 'AWS::SSM::Parameter' ? [String(r.properties['Name'])] : [],
          ),
        ),
      )
      for (const { resources } of stacks)
        for (const one of Object.values(resources))
          for (const reference of referencesIn(one.properties)) {
            if ('$parameter' in reference && !reference.$parameter.startsWith('/aws/'))
              expect(written).toContain(reference.$parameter)
            if ('$ref' in reference) expect(Object.keys(resources)).toContain(reference.$ref)
            if ('$attribute' in reference) expect(Object.keys(resources)).toContain(reference.$attribute[0])
          }
    }
  })

  it.each([
    ['each-zone', 2],
    ['one', 1],
    ['none', 0],
  ] as const)('has NAT gateways: %s makes %d', (nat, count) => {
    const stacks = of({ nat })
    expect(types(stacks, 'prod-eu-network', 'AWS::EC2::NatGateway')).toHaveLength(count)
    const out = types(stacks, 'prod-eu-network', 'AWS::EC2::Route').filter(([id]) => id !== 'PublicOut')
    expect(out).toHaveLength(nat === 'none' ? 0 : 2)
  })

  it('tells of a VPC that is there, and makes none', () => {
    const stacks = of({ vpc: thereAlready })
    expect(
      Object.values(named(stacks, 'prod-eu-network')).map(({ type, properties }) => [type, properties['Value']]),
    ).toEqual([
      ['AWS::SSM::Parameter', 'vpc-00000001'],
      ['AWS::SSM::Parameter', 'subnet-00000000'],
      ['AWS::SSM::Parameter', 'subnet-00000001'],
    ])
    expect(propertiesOf(stacks, 'prod-eu-addons-first', 'VpcCni')['ConfigurationValues']).toBe(
      '{"enableNetworkPolicy":"true","env":{"CLUSTER_NAME":"prod-eu","NETWORK_POLICY_ENFORCING_MODE":"standard"}}',
    )
  })

  it('opens 443 and 1025 to 65535 to the control plane, and 22 to a bastion alone (SYSTEM.md S0-44, S0-45)', () => {
    const open = (stacks: readonly AwsStack[]) =>
      types(stacks, 'prod-eu-cluster', 'AWS::EC2::SecurityGroupIngress')
        .filter(([, { properties }]) => JSON.stringify(properties['GroupId']).includes('NodeAccess'))
        .map(([id, { properties }]) => [id, properties['FromPort'], properties['ToPort']])
    const always = [
      ['FromControlPlane', 1025, 65_535],
      ['FromControlPlaneHttps', 443, 443],
      ['BetweenNodes', undefined, undefined],
    ]
    expect(open(of())).toEqual(always)
    expect(open(of({ bastion: { from: ['203.0.113.0/24'], key: 'ops' } }))).toEqual([
      ...always,
      ['FromBastion', 22, 22],
    ])
    const everywhere = of({ bastion: { from: ['203.0.113.0/24'], key: 'ops' } }).flatMap(({ resources }) =>
      Object.values(resources).filter(
        ({ type, properties }) =>
          type.includes('SecurityGroup') &&
          JSON.stringify(properties['SecurityGroupIngress'] ?? properties['CidrIp'] ?? '').includes('0.0.0.0/0'),
      ),
    )
    expect(everywhere).toEqual([])
  })

  it('lets in by entries alone, reaches the API server from the VPC unless the fleet says from where', () => {
    const cluster = propertiesOf(of(), 'prod-eu-cluster', 'Cluster')
    expect(cluster).toMatchObject({
      AccessConfig: { AuthenticationMode: 'API', BootstrapClusterCreatorAdminPermissions: false },
      ResourcesVpcConfig: { EndpointPrivateAccess: true, EndpointPublicAccess: false },
      EncryptionConfig: [{ Resources: ['secrets'] }],
    })
    const open = propertiesOf(of({ api: { from: ['203.0.113.0/24'] } }), 'prod-eu-cluster', 'Cluster')
    expect(open['ResourcesVpcConfig']).toMatchObject({
      EndpointPublicAccess: true,
      PublicAccessCidrs: ['203.0.113.0/24'],
    })
  })

  it('names self-managed nodes as the Cluster Autoscaler reads them', () => {
    const stacks = of({}, self)
    const [, group] = types(stacks, 'nodes-prod-eu-memory-eu-west-1a', 'AWS::AutoScaling::AutoScalingGroup')[0] ?? []
    const tags = group?.properties['Tags'] as readonly { Key: string; Value: string }[]
    expect(Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]))).toMatchObject({
      'k8s.io/cluster-autoscaler/enabled': 'true',
      'k8s.io/cluster-autoscaler/prod-eu': 'owned',
      'kubernetes.io/cluster/prod-eu': 'owned',
      'k8s.io/cluster-autoscaler/node-template/label/slipway.dev/profile': 'memory',
      'k8s.io/cluster-autoscaler/node-template/taint/slipway.dev/profile': 'memory:NoSchedule',
    })
    const access = Object.values(named(stacks, 'prod-eu-cluster')).filter(
      ({ type }) => type === 'AWS::EKS::AccessEntry',
    )
    expect(access.map(({ properties }) => properties['Type'])).toEqual(['STANDARD', 'EC2_LINUX'])
  })

  it('gives every machine an encrypted disk, and metadata that pods do not reach', () => {
    for (const stacks of [of(), of({}, self)])
      for (const { resources } of stacks)
        for (const { type, properties } of Object.values(resources)) {
          if (type !== 'AWS::EC2::LaunchTemplate') continue
          expect(properties['LaunchTemplateData']).toMatchObject({
            BlockDeviceMappings: [{ Ebs: { Encrypted: true } }],
            MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 },
          })
        }
  })
})
