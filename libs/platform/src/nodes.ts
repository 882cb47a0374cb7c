import type { IEC2NodeClass } from '@kubernetes-models/karpenter/karpenter.k8s.aws/v1'
import type { INodePool } from '@kubernetes-models/karpenter/karpenter.sh/v1'
import type { Cluster, NodePool } from '@slipway/fleet'
import { place, type Component } from './component.ts'

/** On nodes that add-ons run on: those of a system pool, and those of the small node group that the cluster is created with. */
export const systemNodes = { 'slipway.dev/nodes': 'system' } as const
/** Keeps apps off them; the name is the one that charts of add-ons tolerate by themselves. */
export const systemTaint = { key: 'CriticalAddonsOnly', value: 'true', effect: 'NoSchedule' } as const

/**
 * The machine image, by release and not by `latest`: a new image replaces every node, so it comes as a pull request, cluster by cluster,
 * and a revert brings the old one back (https://karpenter.sh/docs/tasks/managing-amis/). The same release holds images for every
 * Kubernetes version and both architectures (https://github.com/awslabs/amazon-eks-ami/releases).
 */
export const machineImage = 'al2023@v20260903'

const nodeClass = 'default'

function ec2NodeClass({ name, nodes }: Cluster): IEC2NodeClass {
  const discovery = [{ tags: { 'karpenter.sh/discovery': name } }]
  return {
    apiVersion: 'karpenter.k8s.aws/v1',
    kind: 'EC2NodeClass',
    metadata: { name: nodeClass },
    spec: {
      role: nodes.role,
      amiSelectorTerms: [{ alias: machineImage }],
      subnetSelectorTerms: discovery,
      securityGroupSelectorTerms: discovery,
      // A hop limit of 1 keeps pods from the node's own role; they have Pod Identity.
      metadataOptions: { httpEndpoint: 'enabled', httpProtocolIPv6: 'disabled', httpPutResponseHopLimit: 1, httpTokens: 'required' },
      blockDeviceMappings: [
        {
          deviceName: '/dev/xvda',
          ebs: { volumeSize: '80Gi', volumeType: 'gp3', encrypted: true, deleteOnTermination: true },
        },
      ],
      tags: { 'slipway.dev/cluster': name },
    },
  }
}

/**
 * How a pool shrinks. Nodes of apps go as soon as they have been idle or badly packed for a minute, a tenth at a time. Add-ons are moved
 * one node at a time and only when a node is empty or out of date: a webhook that moves is a webhook that is away.
 */
const disruption = (pool: NodePool): NonNullable<INodePool['spec']['disruption']> =>
  pool.system
    ? { consolidationPolicy: 'WhenEmpty', consolidateAfter: '10m', budgets: [{ nodes: '1' }] }
    : { consolidationPolicy: 'WhenEmptyOrUnderutilized', consolidateAfter: '1m', budgets: [{ nodes: '10%' }] }

function nodePool({ zones }: Cluster, pool: NodePool): INodePool {
  const among = (key: string, values: readonly string[]) => ({ key, operator: 'In' as const, values: [...values] })
  return {
    apiVersion: 'karpenter.sh/v1',
    kind: 'NodePool',
    metadata: { name: pool.name },
    spec: {
      weight: pool.weight,
      limits: { cpu: String(pool.cpu), memory: pool.memory },
      disruption: disruption(pool),
      template: {
        metadata: { labels: { 'slipway.dev/pool': pool.name, ...(pool.system ? systemNodes : { 'slipway.dev/nodes': 'apps' }) } },
        spec: {
          nodeClassRef: { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: nodeClass },
          requirements: [
            among('karpenter.sh/capacity-type', [pool.capacity]),
            among('karpenter.k8s.aws/instance-family', pool.families),
            among('kubernetes.io/arch', pool.architectures),
            among('kubernetes.io/os', ['linux']),
            among('topology.kubernetes.io/zone', zones),
          ],
          ...(pool.system ? { taints: [systemTaint] } : {}),
          // A month at most between two patches. Whoever may not be disturbed has two hours (a run of a cron has one), or the node would
          // stay for good (FIELD-NOTES A11).
          expireAfter: '720h',
          terminationGracePeriod: '2h',
        },
      },
    },
  }
}

/** What Karpenter may start: one NodePool per pool of the fleet, one description of the machines for all. */
export const nodes: Component = ({ cluster }) => [
  place(cluster, 'nodes', ec2NodeClass(cluster)),
  ...cluster.nodes.pools.map((pool) => place(cluster, 'nodes', nodePool(cluster, pool))),
]
