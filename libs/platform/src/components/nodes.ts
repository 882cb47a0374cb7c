import type { Chart } from 'cdk8s'
import {
  capacityLabel,
  labelsOf,
  nodeLabels,
  sharesOf,
  taintsOf,
  type Cluster,
  type NodePool as Pool,
} from '@slipway/fleet'
import type { SpecOf } from '@slipway/manifests'
import type { Component } from './component.ts'
import { EC2NodeClass, NodePool } from './kinds.ts'

/** On nodes of a system pool, and of the node group that the cluster is created with. */
export const systemNodes = { 'slipway.dev/nodes': 'system' } as const

/**
 * By release and not `latest`: a new image replaces every node, so it comes as a pull request that can be reverted
 * (https://karpenter.sh/docs/tasks/managing-amis/). A release holds images for every Kubernetes version and both architectures
 * (https://github.com/awslabs/amazon-eks-ami/releases).
 */
export const machineImage = 'al2023@v20260903'

const nodeClass = 'default'

function ec2NodeClass(chart: Chart, { name, nodes }: Cluster): void {
  const discovery = [{ tags: { 'karpenter.sh/discovery': name } }]
  new EC2NodeClass(chart, 'machines', {
    metadata: { name: nodeClass },
    spec: {
      role: nodes.role,
      amiSelectorTerms: [{ alias: machineImage }],
      subnetSelectorTerms: discovery,
      securityGroupSelectorTerms: discovery,
      // A hop limit of 1 keeps pods from the node's own role; they have Pod Identity.
      metadataOptions: {
        httpEndpoint: 'enabled',
        httpProtocolIPv6: 'disabled',
        httpPutResponseHopLimit: 1,
        httpTokens: 'required',
      },
      blockDeviceMappings: [
        {
          deviceName: '/dev/xvda',
          ebs: { volumeSize: '80Gi', volumeType: 'gp3', encrypted: true, deleteOnTermination: true },
        },
      ],
      tags: { 'slipway.dev/cluster': name },
    },
  })
}

type Disruption = NonNullable<SpecOf<typeof NodePool>['disruption']>

/** How many nodes may go at once, and when none (https://karpenter.sh/docs/concepts/disruption/#nodepool-disruption-budgets). */
const budgets = ({ system, renew }: Pool): NonNullable<Disruption['budgets']> => [
  { nodes: renew?.atOnce ?? (system ? '1' : '10%') },
  ...(renew?.pause ?? []).map(({ from, hours }) => ({ nodes: '0', schedule: from, duration: `${hours}h` })),
]

/** Nodes of apps go when idle or badly packed for a minute. Nodes of add-ons only when empty: a webhook that moves is a webhook that is away. */
const disruption = (pool: Pool): Disruption => ({
  ...(pool.system
    ? { consolidationPolicy: 'WhenEmpty', consolidateAfter: '10m' }
    : { consolidationPolicy: 'WhenEmptyOrUnderutilized', consolidateAfter: '1m' }),
  budgets: budgets(pool),
})

/** A month at most between two patches; Karpenter counts in hours. */
const expireAfter = ({ renew }: Pool): string => `${Number.parseInt(renew?.after ?? '30d') * 24}h`

function nodePool(chart: Chart, { zones, nodes: all }: Cluster, pool: Pool): void {
  const among = (key: string, values: readonly string[]) => ({ key, operator: 'In' as const, values: [...values] })
  const wish = (key: string, values: readonly string[]) => (values.length === 0 ? [] : [among(key, values)])
  const taints = taintsOf(pool, all)
  new NodePool(chart, `pool-${pool.name}`, {
    metadata: { name: pool.name },
    spec: {
      weight: pool.weight,
      ...(pool.cpu === undefined || pool.memory === undefined
        ? {}
        : { limits: { cpu: String(pool.cpu), memory: pool.memory } }),
      disruption: disruption(pool),
      template: {
        metadata: { labels: { ...labelsOf(pool) } },
        spec: {
          nodeClassRef: { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: nodeClass },
          requirements: [
            // With both, Karpenter takes spot while there is any (https://karpenter.sh/docs/concepts/nodepools/#capacity-type).
            among(capacityLabel, pool.fallback === true ? ['spot', 'on-demand'] : [pool.capacity]),
            among('karpenter.k8s.aws/instance-family', pool.families),
            ...wish('karpenter.k8s.aws/instance-size', pool.sizes ?? []),
            among('kubernetes.io/arch', pool.architectures),
            among('kubernetes.io/os', ['linux']),
            among('topology.kubernetes.io/zone', zones),
            ...wish(nodeLabels.share, sharesOf(pool, all)),
          ],
          ...(taints.length === 0 ? {} : { taints: [...taints] }),
          // Pods that may not be disturbed have two hours, or the node would stay for good (FIELD-NOTES A11).
          expireAfter: expireAfter(pool),
          terminationGracePeriod: '2h',
        },
      },
    },
  })
}

/** What Karpenter may start: one NodePool per pool of the fleet, one EC2NodeClass for all. Nothing where node groups are. */
export const nodes: Component = (chart, { cluster }) => {
  if (cluster.nodes.scaler !== 'karpenter') return
  ec2NodeClass(chart, cluster)
  for (const pool of cluster.nodes.pools) nodePool(chart, cluster, pool)
}
