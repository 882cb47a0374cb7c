import {
  architectureOf,
  capacityLabel,
  labelsOf,
  machineNamed,
  nodeLabels,
  systemTaint,
  taintsOf,
  type Cluster,
  type Fleet,
  type NodePool,
} from '@slipway/fleet'
import { managed, resource, stack, type AwsStack } from './model/stack.ts'
import { arn, attribute, parameter, ref } from './model/value.ts'

const effects = { NoSchedule: 'NO_SCHEDULE', PreferNoSchedule: 'PREFER_NO_SCHEDULE' } as const

interface Group {
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
const groupsOf = (pool: NodePool, { name, zones, nodes }: Cluster): readonly Group[] =>
  zones.flatMap((zone, i) => {
    const [min, max] = [part(pool.nodes?.min ?? 0, i, zones.length), part(pool.nodes?.max ?? 0, i, zones.length)]
    const machines = pool.families.map((family) => `${family}.${pool.sizes?.[0] ?? 'large'}`)
    const labels = { ...labelsOf(pool), [capacityLabel]: pool.capacity }
    const { capacity } = pool
    const group = { name: `${name}-${pool.name}-${zone}`, zones: [zone], capacity, machines, min, max, labels }
    return max === 0 ? [] : [{ ...group, taints: taintsOf(pool, nodes) }]
  })

/** A scaler cannot start the nodes that it runs on. */
const coreGroup = ({ name, zones, nodes }: Cluster): readonly Group[] =>
  nodes.core === undefined
    ? []
    : [
        {
          name: `${name}-core`,
          zones,
          capacity: 'on-demand',
          machines: [nodes.core.machine],
          min: nodes.core.nodes,
          max: nodes.core.nodes + 1,
          labels: { [nodeLabels.nodes]: 'system', [capacityLabel]: 'on-demand' },
          taints: [systemTaint],
        },
      ]

const subnet = (cluster: string, zone: string) => parameter(`/slipway/${cluster}/subnets/${zone}`)

/**
 * As Karpenter's machines are (libs/platform/src/components/nodes.ts): an encrypted disk, and metadata by token for the machine alone, since a
 * pod that reaches it has the machine's rights. Without a template EKS allows two hops
 * (https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html).
 */
const launchTemplate = (name: string) =>
  resource('AWS::EC2::LaunchTemplate', {
    LaunchTemplateName: name,
    LaunchTemplateData: {
      MetadataOptions: { HttpEndpoint: 'enabled', HttpTokens: 'required', HttpPutResponseHopLimit: 1 },
      BlockDeviceMappings: [
        {
          DeviceName: '/dev/xvda',
          Ebs: { VolumeSize: 80, VolumeType: 'gp3', Encrypted: true, DeleteOnTermination: true },
        },
      ],
      TagSpecifications: ['instance', 'volume'].map((ResourceType) => ({ ResourceType, Tags: [managed] })),
    },
  })

function stackOf(group: Group, { name, account, region, nodes }: Cluster): AwsStack {
  const arm = group.machines.every(
    (m) => (machineNamed(m)?.architecture ?? architectureOf(m.split('.')[0] ?? '')) === 'arm64',
  )
  return stack({
    account,
    region,
    name: `nodes-${group.name}`,
    source: `fleet/clusters/${name}.ts`,
    description: `Nodes of ${name}: ${group.name}`,
    resources: {
      Template: launchTemplate(group.name),
      Nodes: resource('AWS::EKS::Nodegroup', {
        ClusterName: name,
        NodegroupName: group.name,
        NodeRole: arn(`iam::${account}:role/${nodes.role}`),
        Subnets: group.zones.map((zone) => subnet(name, zone)),
        AmiType: arm ? 'AL2023_ARM_64_STANDARD' : 'AL2023_x86_64_STANDARD',
        CapacityType: group.capacity === 'spot' ? 'SPOT' : 'ON_DEMAND',
        InstanceTypes: [...group.machines],
        LaunchTemplate: { Id: ref('Template'), Version: attribute('Template', 'LatestVersionNumber') },
        // No desired size: updating the stack would undo the scaler's.
        ScalingConfig: { MinSize: group.min, MaxSize: group.max },
        UpdateConfig: { MaxUnavailablePercentage: 33 },
        Labels: { ...group.labels },
        Taints: group.taints.map(({ key, value, effect }) => ({ Key: key, Value: value, Effect: effects[effect] })),
        Tags: { [managed.Key]: managed.Value },
      }),
    },
  })
}

/** Those of `nodes.core` and of the Cluster Autoscaler. Self-managed ones: docs/nodes.md. */
export const nodeGroups = (fleet: Fleet): readonly AwsStack[] =>
  fleet.clusters.flatMap((cluster) => {
    const { scaler, groups, pools } = cluster.nodes
    const grown =
      scaler === 'cluster-autoscaler' && groups === 'managed' ? pools.flatMap((pool) => groupsOf(pool, cluster)) : []
    return [...coreGroup(cluster), ...grown].map((group) => stackOf(group, cluster))
  })
