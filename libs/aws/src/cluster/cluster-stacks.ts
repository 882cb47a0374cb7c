import type { Cluster } from '@slipway/fleet'
import { stackId, type AwsStack } from '../model/stack.ts'
import { interruptions, nodeRole, zones } from './around.ts'
import { controlPlane } from './control-plane.ts'
import { fargate, firstAddonStack, laterAddonStack } from './eks-addons.ts'
import { network } from './network.ts'

interface ClusterStacks {
  /** All but the groups of nodes and the rights of pods. */
  readonly stacks: readonly AwsStack[]
  /** Resources that a group of nodes waits for. */
  readonly beforeNodes: readonly string[]
}

/** The roles of the two EKS add-ons that act in AWS (roles/addon-role.ts): without them no node gets an address. */
const roleIds = ({ account, region, name }: Cluster, addon: string): string =>
  stackId({ account, region, name: `${name}-addon-${addon}` })

/**
 * The stacks of a cluster whose file has `aws`, each after those that it waits for.
 * @param tellsZone whether functions have hosts, or mail has records, there
 */
export function clusterStacks(cluster: Cluster, tellsZone = false): ClusterStacks {
  const { aws, nodes, account, region, name } = cluster
  if (aws === undefined) return { stacks: [], beforeNodes: [] }
  const plane = controlPlane(cluster, aws)
  const role = nodeRole(cluster)
  const first = firstAddonStack(cluster, aws, [stackId(plane), roleIds(cluster, 'vpc-cni')])
  const core = stackId({ account, region, name: `nodes-${name}-core` })
  const byStacks = [
    network(cluster, aws),
    plane,
    first,
    laterAddonStack(cluster, aws, [core, roleIds(cluster, 'aws-ebs-csi-driver')]),
    ...(aws.fargate === undefined ? [] : [fargate(cluster, aws.fargate, [stackId(plane)])]),
  ]
  return {
    stacks: [
      ...(aws.by === 'stacks' ? byStacks : []),
      role,
      ...(nodes.scaler === 'karpenter' ? [interruptions(cluster)] : []),
      ...(aws.zones ? [zones(cluster, tellsZone)] : []),
    ],
    beforeNodes: [stackId(plane), stackId(role), stackId(first)],
  }
}
