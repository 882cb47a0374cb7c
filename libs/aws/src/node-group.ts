import {
  architectureOf,
  capacityLabel,
  coreOf,
  labelsOf,
  machineNamed,
  nodeLabels,
  systemTaint,
  taintsOf,
  type Cluster,
  type Fleet,
  type NodePool,
} from '@slipway/fleet'
import { clusterStacks } from './cluster/cluster-stacks.ts'
import { parameters } from './cluster/names.ts'
import { managedMap, named, resource, stack, type AwsResource, type AwsStack, type Resources } from './model/stack.ts'
import { arn, attribute, base64, join, parameter, ref, type Properties, type Value } from './model/value.ts'

const effects = { NoSchedule: 'NO_SCHEDULE', PreferNoSchedule: 'PREFER_NO_SCHEDULE' } as const

export interface Group {
  readonly name: string
  readonly zones: readonly string[]
  readonly capacity: 'spot' | 'on-demand'
  readonly machines: readonly string[]
  readonly min: number
  readonly max: number
  readonly labels: Readonly<Record<string, string>>
  readonly taints: readonly { readonly key: string; readonly value: string; readonly effect: keyof typeof effects }[]
}

/** The first parts get the remainder. */
const part = (whole: number, i: number, n: number): number => Math.floor(whole / n) + (i < whole % n ? 1 : 0)

/** One a zone, as a volume binds its pod to one; none with a maximum of 0. */
export const groupsOf = (pool: NodePool, { name, zones, nodes }: Cluster): readonly Group[] =>
  zones.flatMap((zone, i) => {
    const [min, max] = [part(pool.nodes?.min ?? 0, i, zones.length), part(pool.nodes?.max ?? 0, i, zones.length)]
    const machines = pool.families.map((family) => `${family}.${pool.sizes?.[0] ?? 'large'}`)
    const labels = { ...labelsOf(pool), [capacityLabel]: pool.capacity }
    const { capacity } = pool
    const group = { name: `${name}-${pool.name}-${zone}`, zones: [zone], capacity, machines, min, max, labels }
    return max === 0 ? [] : [{ ...group, taints: taintsOf(pool, nodes) }]
  })

/** A scaler cannot start the nodes that it runs on. */
export const coreGroup = (
  { name, zones }: Cluster,
  { machine, nodes }: { readonly machine: string; readonly nodes: number },
): Group => ({
  name: `${name}-core`,
  zones,
  capacity: 'on-demand',
  machines: [machine],
  min: nodes,
  max: nodes + 1,
  labels: { [nodeLabels.nodes]: 'system', [capacityLabel]: 'on-demand' },
  taints: [systemTaint],
})

/** https://docs.aws.amazon.com/eks/latest/userguide/retrieve-ami-id.html */
const imageName = (kubernetes: string, arm: boolean): string =>
  `/aws/service/eks/optimized-ami/${kubernetes}/amazon-linux-2023/${arm ? 'arm64' : 'x86_64'}/standard/recommended/image_id`

/** The user data by which a self-managed node joins: https://awslabs.github.io/amazon-eks-ami/nodeadm/ */
function joinsBy(group: Group, cluster: Cluster): Value {
  const p = parameters(cluster)
  const labels = Object.entries(group.labels).map(([key, value]) => `${key}=${value}`)
  const taints = group.taints.map(({ key, value, effect }) => `${key}=${value}:${effect}`)
  const flags = [
    `--node-labels=${labels.join()}`,
    ...(taints.length === 0 ? [] : [`--register-with-taints=${taints.join()}`]),
  ]
  return base64(
    join(
      'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="//"\n\n--//\nContent-Type: application/node.eks.aws\n\n',
      `apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec:\n  cluster:\n    name: ${cluster.name}\n    apiServerEndpoint: `,
      parameter(p.endpoint),
      '\n    certificateAuthority: ',
      parameter(p.authority),
      `\n    cidr: ${cluster.network.services}\n  kubelet:\n    flags:\n${flags.map((flag) => `      - ${JSON.stringify(flag)}\n`).join('')}`,
      '\n--//--\n',
    ),
  )
}

export const diskGiB = 80

/**
 * As Karpenter's machines are (libs/platform/src/components/nodes.ts): an encrypted disk, and metadata by token for the
 * machine alone, since a pod that reaches it has the machine's rights. Without a template EKS allows two hops
 * (https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html).
 */
function launch(group: Group, cluster: Cluster, own: Properties): AwsResource {
  return resource('AWS::EC2::LaunchTemplate', {
    LaunchTemplateName: group.name,
    LaunchTemplateData: {
      BlockDeviceMappings: [
        {
          DeviceName: '/dev/xvda',
          Ebs: { VolumeSize: diskGiB, VolumeType: 'gp3', Encrypted: true, DeleteOnTermination: true },
        },
      ],
      MetadataOptions: { HttpEndpoint: 'enabled', HttpTokens: 'required', HttpPutResponseHopLimit: 1 },
      ...(cluster.aws === undefined ? {} : { SecurityGroupIds: [parameter(parameters(cluster).nodeSecurityGroup)] }),
      TagSpecifications: ['instance', 'volume'].map((ResourceType) => ({ ResourceType, Tags: named(group.name) })),
      ...own,
    },
  })
}

const version = attribute('Template', 'LatestVersionNumber')

/**
 * Groups of the Auto Scaling service, with what the Cluster Autoscaler knows them and their nodes by (S0-14, S2-66).
 */
function selfManaged(group: Group, arm: boolean, cluster: Cluster): Resources {
  const { name, kubernetes, nodes } = cluster
  const hint = 'k8s.io/cluster-autoscaler'
  const tags: Readonly<Record<string, string>> = {
    Name: group.name,
    ...managedMap,
    [`kubernetes.io/cluster/${name}`]: 'owned',
    [`${hint}/enabled`]: 'true',
    [`${hint}/${name}`]: 'owned',
    ...Object.fromEntries(
      Object.entries(group.labels).map(([key, value]) => [`${hint}/node-template/label/${key}`, value]),
    ),
    ...Object.fromEntries(
      group.taints.map(({ key, value, effect }) => [`${hint}/node-template/taint/${key}`, `${value}:${effect}`]),
    ),
  }
  const spot = group.capacity === 'spot'
  return {
    Template: launch(group, cluster, {
      ImageId: parameter(imageName(kubernetes, arm)),
      IamInstanceProfile: { Name: nodes.role },
      UserData: joinsBy(group, cluster),
    }),
    Nodes: resource('AWS::AutoScaling::AutoScalingGroup', {
      AutoScalingGroupName: group.name,
      MinSize: String(group.min),
      MaxSize: String(group.max),
      VPCZoneIdentifier: group.zones.map((zone) => parameter(parameters(cluster).nodeSubnet(zone))),
      // On, the group would end a machine that AWS recommends to leave as soon as another is there: undrained, for of
      // that the handler hears nothing; and recommendations come early and often for nothing
      // (https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-capacity-rebalancing.html).
      CapacityRebalance: false,
      MixedInstancesPolicy: {
        LaunchTemplate: {
          LaunchTemplateSpecification: { LaunchTemplateId: ref('Template'), Version: version },
          Overrides: group.machines.map((InstanceType) => ({ InstanceType })),
        },
        InstancesDistribution: {
          OnDemandPercentageAboveBaseCapacity: spot ? 0 : 100,
          ...(spot ? { SpotAllocationStrategy: 'price-capacity-optimized' } : {}),
        },
      },
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value, PropagateAtLaunch: true })),
    }),
  }
}

function managedGroup(group: Group, arm: boolean, cluster: Cluster): Resources {
  const { name, account, nodes } = cluster
  return {
    Template: launch(group, cluster, {}),
    Nodes: resource('AWS::EKS::Nodegroup', {
      ClusterName: name,
      NodegroupName: group.name,
      NodeRole: arn(`iam::${account}:role/${nodes.role}`),
      Subnets: group.zones.map((zone) => parameter(parameters(cluster).nodeSubnet(zone))),
      AmiType: arm ? 'AL2023_ARM_64_STANDARD' : 'AL2023_x86_64_STANDARD',
      CapacityType: group.capacity === 'spot' ? 'SPOT' : 'ON_DEMAND',
      InstanceTypes: [...group.machines],
      LaunchTemplate: { Id: ref('Template'), Version: version },
      // No desired size: updating the stack would undo the scaler's.
      ScalingConfig: { MinSize: group.min, MaxSize: group.max },
      UpdateConfig: { MaxUnavailablePercentage: 33 },
      Labels: { ...group.labels },
      Taints: group.taints.map(({ key, value, effect }) => ({ Key: key, Value: value, Effect: effects[effect] })),
      Tags: managedMap,
    }),
  }
}

const isArm = ({ machines }: Group): boolean =>
  machines.every((m) => (machineNamed(m)?.architecture ?? architectureOf(m.split('.')[0] ?? '')) === 'arm64')

/**
 * The first nodes, those of the Cluster Autoscaler's groups, and its self-managed ones where the cluster says `aws`:
 * else nobody here knows its endpoint.
 */
export const nodeGroups = (fleet: Fleet): readonly AwsStack[] =>
  fleet.clusters.flatMap((cluster) => {
    const { name, account, region, aws } = cluster
    const { scaler, groups, pools, core } = cluster.nodes
    if (aws?.by === 'eksctl') return []
    const { beforeNodes } = clusterStacks(cluster)
    const of = (group: Group, resources: AwsStack['resources']): AwsStack =>
      stack({
        account,
        region,
        clusters: [name],
        name: `nodes-${group.name}`,
        source: `fleet/clusters/${name}.ts`,
        description: `Nodes of ${name}: ${group.name}`,
        resources,
        after: beforeNodes,
      })
    const first = core ?? (aws === undefined ? undefined : coreOf(cluster.nodes))
    const managedOnes = [
      ...(first === undefined ? [] : [coreGroup(cluster, first)]),
      ...(scaler === 'cluster-autoscaler' && groups === 'managed'
        ? pools.flatMap((pool) => groupsOf(pool, cluster))
        : []),
    ]
    const own = aws !== undefined && groups === 'self-managed' ? pools.flatMap((pool) => groupsOf(pool, cluster)) : []
    return [
      ...managedOnes.map((group) => of(group, managedGroup(group, isArm(group), cluster))),
      ...own.map((group) => of(group, selfManaged(group, isArm(group), cluster))),
    ]
  })
