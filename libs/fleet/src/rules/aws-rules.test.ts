import { describe, expect, it } from 'vitest'
import { awsIssues } from './aws-rules.ts'
import type { AwsCluster } from '../aws.ts'
import type { ClusterData } from '../cluster.ts'

const zones = ['eu-west-1a', 'eu-west-1b']
const network = { vpc: '10.0.0.0/16', pods: '100.64.0.0/16', services: '172.20.0.0/16' }
const subnets = Object.fromEntries(zones.map((zone, i) => [zone, { nodes: `subnet-0000000${i}` }]))
const told = (aws: Partial<AwsCluster>, more: Partial<ClusterData> = {}) =>
  awsIssues('fleet/clusters/a.ts', {
    zones,
    network,
    ...more,
    aws: { by: 'stacks', admins: ['arn:aws:iam::111122223333:role/p'], zones: true, ...aws },
  }).map(({ at, got, want }) => `${at}: ${got}; ${want}`)

it('means a zone that has no subnet yet, never one that has', () => {
  const hints = (of: Readonly<Record<string, { nodes: string }>>) =>
    awsIssues('fleet/clusters/a.ts', {
      zones,
      network,
      aws: { by: 'stacks', admins: [], zones: true, vpc: { id: 'vpc-00000001', subnets: of } },
    }).map(({ at, hint }) => `${at} ${hint}`)
  const [first = '', second = ''] = zones
  const nodes = (n: number) => ({ nodes: `subnet-0000000${n}` })
  expect(hints({ [first]: nodes(1), 'eu-west-1x': nodes(2) })).toContain(
    `aws.vpc.subnets.eu-west-1x did you mean "${second}"?`,
  )
  expect(hints({ ...subnets, 'eu-west-1x': nodes(9) })).toEqual(['aws.vpc.subnets.eu-west-1x take it out'])
})

describe('the rules of a cluster of AWS', () => {
  it.each<[string, Partial<AwsCluster>, Partial<ClusterData>, readonly string[]]>([
    ['a new VPC', {}, {}, []],
    ['a VPC that is there', { vpc: { id: 'vpc-00000001', subnets } }, {}, []],
    [
      'a zone without a subnet',
      { vpc: { id: 'vpc-00000001', subnets: { 'eu-west-1a': { nodes: 'subnet-00000000' } } } },
      {},
      ['aws.vpc.subnets.eu-west-1b: nothing; a subnet for each zone of "zones"'],
    ],
    [
      'one subnet twice',
      { vpc: { id: 'vpc-00000001', subnets: { ...subnets, 'eu-west-1b': { nodes: 'subnet-00000000' } } } },
      {},
      [
        'aws.vpc.subnets.eu-west-1b.nodes: "subnet-00000000"; each subnet once (aws.vpc.subnets.eu-west-1a.nodes has it)',
      ],
    ],
    [
      'NAT for a VPC that is there',
      { vpc: { id: 'vpc-00000001', subnets }, nat: 'one' },
      {},
      ['aws.nat: "one"; none for a VPC that is there already'],
    ],
    [
      'no NAT and no endpoints',
      { nat: 'none' },
      {},
      [
        'aws.endpoints: ["s3"]; what nodes cannot do without where there is no NAT: ec2, ecr.api, ecr.dkr, eks, eks-auth, sts',
      ],
    ],
    [
      'a range that is too small',
      {},
      { network: { ...network, vpc: '10.0.0.0/24' } },
      ['network.vpc: "10.0.0.0/24"; a range from /16 to /22 for a new VPC'],
    ],
    [
      'a range of pods that AWS adds to no VPC of 10.0.0.0/8',
      {},
      { network: { ...network, pods: '172.21.0.0/16' } },
      ['network.pods: "172.21.0.0/16"; a range within 100.64.0.0/10, which AWS adds to any VPC'],
    ],
    [
      'one zone',
      {},
      { zones: ['eu-west-1a'] },
      ['zones: ["eu-west-1a"]; two to six zones: EKS wants subnets in two at least'],
    ],
    [
      'a bastion by eksctl',
      { by: 'eksctl', bastion: { from: ['203.0.113.0/24'], key: 'ops' } },
      {},
      ['aws.bastion: a bastion; none with "eksctl", which makes no machine but nodes'],
    ],
  ])('%s', (_, aws, more, expected) => {
    expect(told(aws, more)).toEqual(expected)
  })
})
