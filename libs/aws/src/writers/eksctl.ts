import { awsArn, coreOf, logsOf, type AwsCluster, type Cluster, type Fleet } from '@slipway/fleet'
import type { Rendered } from '@slipway/core'
import { adminPolicy } from '../cluster/control-plane.ts'
import { firstAddons, laterAddons, settingsOf } from '../cluster/eks-addons.ts'
import { managedMap } from '../model/stack.ts'
import { eksctlFile } from '../stack-file.ts'
import { coreGroup, diskGiB, groupsOf, type Group } from '../node-group.ts'

type Plain = Readonly<Record<string, unknown>>

/** https://schema.eksctl.io/ has the words; eksctl makes subnets, routes, roles and security groups of its own. */
function vpcOf({ zones, network }: Cluster, { vpc, nat = 'each-zone', api }: AwsCluster): Plain {
  const natWords = { 'each-zone': 'HighlyAvailable', one: 'Single', none: 'Disable' } as const
  return {
    ...(vpc === undefined
      ? { cidr: network.vpc, nat: { gateway: natWords[nat] } }
      : {
          id: vpc.id,
          subnets: { private: Object.fromEntries(zones.map((zone) => [zone, { id: vpc.subnets[zone]?.nodes }])) },
        }),
    clusterEndpoints: { privateAccess: true, publicAccess: api !== undefined },
    ...(api === undefined ? {} : { publicAccessCIDRs: [...api.from] }),
  }
}

function groupOf(group: Group, managed: boolean): Plain {
  const spot = group.capacity === 'spot'
  return {
    name: group.name,
    availabilityZones: [...group.zones],
    minSize: group.min,
    maxSize: group.max,
    ...(managed
      ? { instanceTypes: [...group.machines], spot }
      : {
          instancesDistribution: {
            instanceTypes: [...group.machines],
            onDemandPercentageAboveBaseCapacity: spot ? 0 : 100,
            ...(spot ? { spotAllocationStrategy: 'capacity-optimized' } : {}),
          },
          propagateASGTags: true,
        }),
    amiFamily: 'AmazonLinux2023',
    privateNetworking: true,
    volumeSize: diskGiB,
    volumeType: 'gp3',
    volumeEncrypted: true,
    disableIMDSv1: true,
    disablePodIMDS: true,
    labels: { ...group.labels },
    taints: group.taints.map(({ key, value, effect }) => ({ key, value, effect })),
  }
}

/**
 * `aws/<account>/<region>/<cluster>.eksctl.yaml`: `eksctl create cluster -f` makes the network, the cluster and its
 * nodes.
 */
function asClusterConfig(cluster: Cluster, aws: AwsCluster): Rendered {
  const { name, account, region, kubernetes, zones, network, nodes } = cluster
  // Karpenter finds subnets and the security group by it; eksctl tags all that it makes.
  const karpenter = nodes.scaler === 'karpenter'
  const logs = logsOf(aws)
  const own = nodes.groups === 'self-managed'
  const grown = nodes.scaler === 'cluster-autoscaler' ? nodes.pools.flatMap((pool) => groupsOf(pool, cluster)) : []
  const config: Plain = {
    metadata: {
      name,
      region,
      version: kubernetes,
      tags: { ...managedMap, ...(karpenter ? { 'karpenter.sh/discovery': name } : {}) },
    },
    ...(aws.vpc === undefined ? { availabilityZones: [...zones] } : {}),
    vpc: vpcOf(cluster, aws),
    kubernetesNetworkConfig: { serviceIPv4CIDR: network.services },
    accessConfig: {
      authenticationMode: 'API',
      bootstrapClusterCreatorAdminPermissions: false,
      accessEntries: [
        ...aws.admins.map((principalARN) => ({
          principalARN,
          accessPolicies: [
            {
              policyARN: awsArn(cluster, adminPolicy),
              accessScope: { type: 'cluster' },
            },
          ],
        })),
        // EKS knows the roles that eksctl gives its groups, not Karpenter's.
        ...(karpenter
          ? [{ principalARN: awsArn(cluster, `iam::${account}:role/${nodes.role}`), type: 'EC2_LINUX' }]
          : []),
      ],
    },
    cloudWatch: {
      clusterLogging: { enableTypes: [...logs.kinds], logRetentionInDays: logs.days },
    },
    addonsConfig: { disableDefaultAddons: true },
    addons: [...firstAddons, ...laterAddons].map((addon) => {
      const text = settingsOf(addon, cluster, undefined)
      return { name: addon, ...(typeof text === 'string' ? { configurationValues: text } : {}) }
    }),
    managedNodeGroups: [
      groupOf(coreGroup(cluster, coreOf(nodes)), true),
      ...(own ? [] : grown.map((group) => groupOf(group, true))),
    ],
    ...(own ? { nodeGroups: grown.map((group) => groupOf(group, false)) } : {}),
    ...(aws.fargate === undefined
      ? {}
      : { fargateProfiles: aws.fargate.map((namespace) => ({ name: namespace, selectors: [{ namespace }] })) }),
  }
  return {
    path: eksctlFile(cluster),
    source: `fleet/clusters/${name}.ts`,
    objects: [],
    document: { apiVersion: 'eksctl.io/v1alpha5', kind: 'ClusterConfig', ...config },
  }
}

/** A ClusterConfig for each cluster that eksctl makes. */
export const clusterConfigs = (fleet: Fleet): readonly Rendered[] =>
  fleet.clusters.flatMap((cluster) => (cluster.aws?.by === 'eksctl' ? [asClusterConfig(cluster, cluster.aws)] : []))
