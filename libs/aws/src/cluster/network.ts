import { role } from '../iam/role.ts'
import { logsOf, pascal, type AwsCluster, type Cluster, type EndpointService } from '@slipway/fleet'
import { serviceTrust } from '../iam/policy.ts'
import { logGroup } from '../model/log-group.ts'
import { named, resource, stack, type AwsResource, type AwsStack, type Resources } from '../model/stack.ts'
import { arn, attribute, ref, type Value } from '../model/value.ts'
import { clusterStack, parameters, written, zoneId } from './names.ts'
import { rangesOf, type ZoneRanges } from './ranges.ts'

const byGateway: readonly EndpointService[] = ['s3', 'dynamodb']

const subnet = (vpc: Value, zone: string, range: string, tags: Value, after: readonly string[] = []): AwsResource =>
  resource('AWS::EC2::Subnet', { VpcId: vpc, AvailabilityZone: zone, CidrBlock: range, Tags: tags }, { after })

const associated = (subnetId: string, table: string): AwsResource =>
  resource('AWS::EC2::SubnetRouteTableAssociation', { SubnetId: ref(subnetId), RouteTableId: ref(table) })

/**
 * Subnets and routes of one zone. Nodes and pods reach the internet by a NAT gateway of their zone, so that a zone that
 * is lost takes no other along. Load balancers find subnets by their tags, and so does Karpenter:
 * https://docs.aws.amazon.com/eks/latest/userguide/network-load-balancing.html
 */
function zoneOf({ zone, nodes, pods, public: open }: ZoneRanges, cluster: Cluster, nat: string | undefined): Resources {
  const id = zoneId(zone, cluster)
  const vpc = ref('Vpc')
  return {
    [`PublicSubnet${id}`]: subnet(
      vpc,
      zone,
      open,
      named(`${cluster.name}-public-${zone}`, { 'kubernetes.io/role/elb': '1' }),
    ),
    [`PublicRoute${id}`]: associated(`PublicSubnet${id}`, 'PublicRoutes'),
    [`NodeSubnet${id}`]: subnet(
      vpc,
      zone,
      nodes,
      named(`${cluster.name}-nodes-${zone}`, {
        'kubernetes.io/role/internal-elb': '1',
        'karpenter.sh/discovery': cluster.name,
      }),
    ),
    [`PodSubnet${id}`]: subnet(vpc, zone, pods, named(`${cluster.name}-pods-${zone}`), ['PodRange']),
    [`Routes${id}`]: resource('AWS::EC2::RouteTable', { VpcId: vpc, Tags: named(`${cluster.name}-${zone}`) }),
    [`NodeRoute${id}`]: associated(`NodeSubnet${id}`, `Routes${id}`),
    [`PodRoute${id}`]: associated(`PodSubnet${id}`, `Routes${id}`),
    ...(nat === undefined
      ? {}
      : {
          [`Out${id}`]: resource('AWS::EC2::Route', {
            RouteTableId: ref(`Routes${id}`),
            DestinationCidrBlock: '0.0.0.0/0',
            NatGatewayId: ref(nat),
          }),
        }),
  }
}

const natOf = (zone: string, cluster: Cluster): Resources => {
  const id = zoneId(zone, cluster)
  return {
    [`NatAddress${id}`]: resource(
      'AWS::EC2::EIP',
      { Domain: 'vpc', Tags: named(`${cluster.name}-nat-${zone}`) },
      { after: ['Attached'] },
    ),
    [`Nat${id}`]: resource('AWS::EC2::NatGateway', {
      AllocationId: attribute(`NatAddress${id}`, 'AllocationId'),
      SubnetId: ref(`PublicSubnet${id}`),
      Tags: named(`${cluster.name}-nat-${zone}`),
    }),
  }
}

function endpointsOf(services: readonly EndpointService[], cluster: Cluster): Resources {
  const { region, zones, network } = cluster
  const ids = zones.map((zone) => zoneId(zone, cluster))
  const interfaces = services.filter((one) => !byGateway.includes(one))
  return {
    ...(interfaces.length === 0
      ? {}
      : {
          EndpointAccess: resource('AWS::EC2::SecurityGroup', {
            GroupDescription: `Endpoints of ${cluster.name}`,
            VpcId: ref('Vpc'),
            SecurityGroupIngress: [network.vpc, network.pods].map((range) => ({
              IpProtocol: 'tcp',
              FromPort: 443,
              ToPort: 443,
              CidrIp: range,
              Description: 'HTTPS from nodes and pods',
            })),
            Tags: named(`${cluster.name}-endpoints`),
          }),
        }),
    ...Object.fromEntries(
      services.map((service) => [
        `Endpoint${pascal(service)}`,
        resource('AWS::EC2::VPCEndpoint', {
          VpcId: ref('Vpc'),
          ServiceName: `com.amazonaws.${region}.${service}`,
          ...(byGateway.includes(service)
            ? { VpcEndpointType: 'Gateway', RouteTableIds: ids.map((id) => ref(`Routes${id}`)) }
            : {
                VpcEndpointType: 'Interface',
                PrivateDnsEnabled: true,
                SubnetIds: ids.map((id) => ref(`NodeSubnet${id}`)),
                SecurityGroupIds: [ref('EndpointAccess')],
              }),
        }),
      ]),
    ),
  }
}

/** Rejected and accepted connections, for as long as the control plane's logs. */
function flowLogs(cluster: Cluster, days: number): Resources {
  const { name, account, region } = cluster
  return {
    FlowLogGroup: logGroup(`/slipway/${name}/flow`, days),
    FlowLogRole: role({
      name: `${name}-flow-logs`,
      does: `Writes the flow logs of ${name}`,
      trust: serviceTrust('vpc-flow-logs.amazonaws.com', 'sts:AssumeRole', account),
      rights: [
        {
          Effect: 'Allow',
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams'],
          Resource: arn(`logs:${region}:${account}:log-group:/slipway/${name}/flow:*`),
        },
      ],
    }),
    FlowLog: resource('AWS::EC2::FlowLog', {
      ResourceType: 'VPC',
      ResourceId: ref('Vpc'),
      TrafficType: 'ALL',
      LogGroupName: ref('FlowLogGroup'),
      DeliverLogsPermissionArn: attribute('FlowLogRole', 'Arn'),
      Tags: named(`${name}-flow`),
    }),
  }
}

function newVpc(cluster: Cluster, { nat = 'each-zone', endpoints = ['s3'], ...aws }: AwsCluster): Resources {
  const { name, zones, network } = cluster
  const p = parameters(cluster)
  const gateways = nat === 'none' ? [] : nat === 'one' ? zones.slice(0, 1) : zones
  const gatewayOf = (zone: string): string | undefined => {
    const at = gateways.includes(zone) ? zone : gateways[0]
    return at === undefined ? undefined : `Nat${zoneId(at, cluster)}`
  }
  const told = zones.flatMap((zone) => {
    const id = zoneId(zone, cluster)
    return [
      [`NodeSubnetName${id}`, written(p.nodeSubnet(zone), ref(`NodeSubnet${id}`))],
      [`PodSubnetName${id}`, written(p.podSubnet(zone), ref(`PodSubnet${id}`))],
      [`PublicSubnetName${id}`, written(p.publicSubnet(zone), ref(`PublicSubnet${id}`))],
    ] as const
  })
  return {
    Vpc: resource('AWS::EC2::VPC', {
      CidrBlock: network.vpc,
      EnableDnsHostnames: true,
      EnableDnsSupport: true,
      Tags: named(name),
    }),
    PodRange: resource('AWS::EC2::VPCCidrBlock', { VpcId: ref('Vpc'), CidrBlock: network.pods }),
    Gateway: resource('AWS::EC2::InternetGateway', { Tags: named(name) }),
    Attached: resource('AWS::EC2::VPCGatewayAttachment', { VpcId: ref('Vpc'), InternetGatewayId: ref('Gateway') }),
    PublicRoutes: resource('AWS::EC2::RouteTable', { VpcId: ref('Vpc'), Tags: named(`${name}-public`) }),
    PublicOut: resource(
      'AWS::EC2::Route',
      { RouteTableId: ref('PublicRoutes'), DestinationCidrBlock: '0.0.0.0/0', GatewayId: ref('Gateway') },
      { after: ['Attached'] },
    ),
    ...Object.assign({}, ...rangesOf(cluster).map((ranges) => zoneOf(ranges, cluster, gatewayOf(ranges.zone)))),
    ...Object.assign({}, ...gateways.map((zone) => natOf(zone, cluster))),
    ...endpointsOf(endpoints, cluster),
    ...flowLogs(cluster, logsOf(aws).days),
    VpcName: written(p.vpc, ref('Vpc')),
    ...Object.fromEntries(told),
  }
}

/** An existing network, as exports for the other stacks. */
function existingVpc(cluster: Cluster, vpc: NonNullable<AwsCluster['vpc']>): Resources {
  const p = parameters(cluster)
  return {
    VpcName: written(p.vpc, vpc.id),
    ...Object.fromEntries(
      Object.entries(vpc.subnets).flatMap(([zone, { nodes, pods }]) => {
        const id = zoneId(zone, cluster)
        return [
          [`NodeSubnetName${id}`, written(p.nodeSubnet(zone), nodes)] as const,
          ...(pods === undefined ? [] : [[`PodSubnetName${id}`, written(p.podSubnet(zone), pods)] as const]),
        ]
      }),
    ),
  }
}

/** The VPC of a cluster with its subnets and routes, or the names of one that is there. */
export const network = (cluster: Cluster, aws: AwsCluster): AwsStack =>
  stack({
    ...clusterStack(cluster, 'network', `The network of ${cluster.name}`),
    resources: aws.vpc === undefined ? newVpc(cluster, aws) : existingVpc(cluster, aws.vpc),
  })
