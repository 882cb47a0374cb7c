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

/** Also of the cluster's first node group. */
export const systemNodes = { 'slipway.dev/nodes': 'system' } as const

/**
 * Not `latest`: a new image replaces every node, so it comes as a pull request
 * (https://karpenter.sh/docs/tasks/managing-amis/). A release serves every version and architecture
 * (https://github.com/awslabs/amazon-eks-ami/releases).
 */
const machineImage = 'al2023@v20260903'

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
      // Keeps pods from the node's role; they have Pod Identity.
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

/** https://karpenter.sh/docs/concepts/disruption/#nodepool-disruption-budgets */
const budgets = ({ system, renew }: Pool): NonNullable<Disruption['budgets']> => [
  { nodes: renew?.atOnce ?? (system ? '1' : '10%') },
  ...(renew?.pause ?? []).map(({ from, hours }) => ({ nodes: '0', schedule: from, duration: `${hours}h` })),
]

/**
 * Apps' nodes go when idle or badly packed for a minute; add-ons' only when empty, since a webhook that moves is
 * away.
 */
const disruption = (pool: Pool): Disruption => ({
  ...(pool.system
    ? { consolidationPolicy: 'WhenEmpty', consolidateAfter: '10m' }
    : { consolidationPolicy: 'WhenEmptyOrUnderutilized', consolidateAfter: '1m' }),
  budgets: budgets(pool),
})

/** By default a month between patches; Karpenter counts in hours. */
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
            // With both, Karpenter prefers spot (https://karpenter.sh/docs/concepts/nodepools/#capacity-type).
            among(capacityLabel, pool.fallback === true ? ['spot', 'on-demand'] : [pool.capacity]),
            among('karpenter.k8s.aws/instance-family', pool.families),
            ...wish('karpenter.k8s.aws/instance-size', pool.sizes ?? []),
            among('kubernetes.io/arch', pool.architectures),
            among('kubernetes.io/os', ['linux']),
            among('topology.kubernetes.io/zone', zones),
            ...wish(nodeLabels.share, sharesOf(pool, all)),
          ],
          ...(taints.length === 0 ? {} : { taints: [...taints] }),
          // Undisturbable pods have two hours, or the node would stay (FIELD-NOTES A11).
          expireAfter: expireAfter(pool),
          terminationGracePeriod: '2h',
        },
      },
    },
  })
}

/** One NodePool a pool, one EC2NodeClass. None with node groups. */
export const nodes: Component = (chart, { cluster }) => {
  if (cluster.nodes.scaler !== 'karpenter') return
  ec2NodeClass(chart, cluster)
  for (const pool of cluster.nodes.pools) nodePool(chart, cluster, pool)
}
