import { issue, repeated, show, suggestion, type Issue, type Problem } from '@slipway/core'
import type { AwsCluster } from '../aws.ts'
import type { ClusterData } from '../cluster.ts'

type Tell = (at: string, ...problem: Problem) => void

/** Its 64th is a /28, the smallest subnet that there is (libs/aws/src/cluster/ranges.ts). */
const smallestVpc = 22

function vpcRules({ vpc, nat, endpoints, bastion }: AwsCluster, zones: readonly string[], tell: Tell): void {
  if (vpc === undefined) return
  if (bastion !== undefined)
    tell(
      'aws.bastion',
      'aws-vpc',
      'a bastion',
      'none in a VPC that is there already: its public subnets are not known here',
      'take it out; Session Manager reaches every node',
    )
  const named = Object.keys(vpc.subnets)
  const missing = zones.filter((zone) => !named.includes(zone))
  for (const zone of missing)
    tell(`aws.vpc.subnets.${zone}`, 'aws-subnet', 'nothing', 'a subnet for each zone of "zones"', 'add it')
  for (const zone of named)
    if (!zones.includes(zone))
      tell(
        `aws.vpc.subnets.${zone}`,
        'aws-subnet',
        show(zone),
        'a zone of "zones"',
        missing.length === 0 ? 'take it out' : suggestion(zone, missing),
      )
  const ids = Object.entries(vpc.subnets).flatMap(([zone, { nodes, pods }]) => [
    [`aws.vpc.subnets.${zone}.nodes`, nodes] as const,
    ...(pods === undefined ? [] : [[`aws.vpc.subnets.${zone}.pods`, pods] as const]),
  ])
  for (const [i, first] of repeated(ids.map(([, one]) => one))) {
    const [at, one] = ids[i] ?? ['', '']
    tell(at, 'aws-subnet', show(one), `each subnet once (${ids[first]?.[0] ?? ''} has it)`, 'correct one of the two')
  }
  const withPods = Object.values(vpc.subnets).filter(({ pods }) => pods !== undefined).length
  if (withPods > 0 && withPods < named.length)
    tell(
      'aws.vpc.subnets',
      'aws-subnet',
      `pods in ${withPods} of ${named.length} zones`,
      'all of them or none',
      'add the others',
    )
  for (const [field, value] of [
    ['nat', nat],
    ['endpoints', endpoints],
  ] as const)
    if (value !== undefined)
      tell(`aws.${field}`, 'aws-vpc', show(value), 'none for a VPC that is there already', `take "${field}" out`)
}

function newVpcRules(
  { vpc, nat, endpoints = ['s3'] }: AwsCluster,
  { zones = [], network }: Partial<ClusterData>,
  tell: Tell,
) {
  if (vpc !== undefined) return
  const length = Number(network?.vpc.split('/')[1] ?? 16)
  if (length > smallestVpc || length < 16)
    tell(
      'network.vpc',
      'aws-range',
      show(network?.vpc),
      `a range from /16 to /${smallestVpc} for a new VPC`,
      'take another, or name the VPC in aws.vpc',
    )
  const pods = Number(network?.pods.split('/')[1] ?? 16)
  if (pods < 16 || pods > smallestVpc)
    tell(
      'network.pods',
      'aws-range',
      show(network?.pods),
      `a range from /16 to /${smallestVpc} for the pods of a new VPC`,
      'take another',
    )
  // Beside a VPC in 10.0.0.0/8, AWS takes no second range of 172.16.0.0/12 or 192.168.0.0/16, but always this one:
  // https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
  const [first = 0, second = 0] = (network?.pods ?? '100.64').split('.').map(Number)
  if (first !== 100 || second < 64 || second > 127)
    tell(
      'network.pods',
      'aws-range',
      show(network?.pods),
      'a range within 100.64.0.0/10, which AWS adds to any VPC',
      'take another',
    )
  if (zones.length < 2 || zones.length > 6)
    tell('zones', 'aws-zones', show(zones), 'two to six zones: EKS wants subnets in two at least', 'add one')
  if (nat !== 'none') return
  const missing = (['ec2', 'ecr.api', 'ecr.dkr', 'eks', 'eks-auth', 's3', 'sts'] as const).filter(
    (one) => !endpoints.includes(one),
  )
  if (missing.length > 0)
    tell(
      'aws.endpoints',
      'aws-endpoints',
      show(endpoints),
      `what nodes cannot do without where there is no NAT: ${missing.join(', ')}`,
      'add them, or choose a NAT',
    )
}

/** Rules that join fields of `aws` with each other and with the cluster's. */
export function awsIssues(
  file: string,
  data: { readonly [K in keyof ClusterData]?: ClusterData[K] | undefined },
): Issue[] {
  const { aws, zones = [], nodes } = data
  if (aws === undefined) return []
  const found: Issue[] = []
  const tell: Tell = (at, ...rest) => found.push(issue(file, at, ...rest))
  vpcRules(aws, zones, tell)
  newVpcRules(aws, data as Partial<ClusterData>, tell)
  if (aws.by === 'eksctl') {
    for (const [zone, { pods }] of Object.entries(aws.vpc?.subnets ?? {}))
      if (pods !== undefined)
        tell(
          `aws.vpc.subnets.${zone}.pods`,
          'aws-writer',
          show(pods),
          'none with "eksctl", which gives pods the subnets of nodes',
          'take it out, or write by: "stacks"',
        )
    if (aws.bastion !== undefined)
      tell(
        'aws.bastion',
        'aws-writer',
        'a bastion',
        'none with "eksctl", which makes no machine but nodes',
        'take it out, or write by: "stacks"',
      )
    if (aws.endpoints !== undefined)
      tell(
        'aws.endpoints',
        'aws-writer',
        show(aws.endpoints),
        'none with "eksctl", which makes no endpoints',
        'take them out, or write by: "stacks"',
      )
  }
  if (nodes?.core?.nodes === 1)
    tell('nodes.core.nodes', 'aws-core', '1', '2 or more: add-ons have two replicas on nodes of their own', 'write 2')
  return found
}
