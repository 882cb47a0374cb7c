import { capacityLabel, type Cluster } from '@slipway/fleet'
import { kubeSystem, onSystemNodes, replicas, waves, type MakeAddon, type Value } from './addon.ts'

/**
 * Groups of a pool by their names, `<cluster>-<pool>-<zone>`, the pool that is tried first with the highest number (the priority
 * expander).
 */
const priorities = ({ name, nodes }: Cluster): Value => {
  const weights = [...new Set(nodes.pools.map((p) => p.weight))].sort((a, b) => b - a)
  return Object.fromEntries(
    weights.map((w) => [String(w), nodes.pools.filter((p) => p.weight === w).map((p) => `.*${name}-${p.name}-.*`)]),
  )
}

/**
 * Grows and shrinks node groups, where the fleet has those instead of Karpenter. It finds the groups by the tags
 * `k8s.io/cluster-autoscaler/enabled` and
 * `k8s.io/cluster-autoscaler/<cluster>`. A spot group that gives no node within ten minutes is passed over for the next.
 */
export const clusterAutoscaler: MakeAddon = (cluster) =>
  cluster.nodes.scaler !== 'cluster-autoscaler'
    ? []
    : [
        {
          name: 'cluster-autoscaler',
          repository: 'https://kubernetes.github.io/autoscaler',
          chart: 'cluster-autoscaler',
          version: '9.59.0',
          ...kubeSystem,
          wave: waves.base,
          serverSideApply: false,
          ignoreDifferences: [],
          values: {
            replicaCount: replicas(cluster),
            awsRegion: cluster.region,
            autoDiscovery: { clusterName: cluster.name },
            expanderPriorities: priorities(cluster),
            extraArgs: {
              expander: 'priority,least-waste',
              // One group a zone, so that volumes find nodes; the groups of a pool grow alike.
              'balance-similar-node-groups': true,
              'max-node-provision-time': '10m',
              'skip-nodes-with-system-pods': false,
            },
            resources: { requests: { cpu: '100m', memory: '600Mi' }, limits: { memory: '600Mi' } },
            ...onSystemNodes(cluster),
          },
        },
      ]

/**
 * Drains nodes that AWS is about to take, where nobody else does: on the spot nodes of self-managed groups (SYSTEM.md S1-26 to S1-29). EKS
 * drains those of managed groups and Karpenter its own; beside them it must not run (FIELD-NOTES A11). As a DaemonSet it reads the node's
 * own metadata; recommendations
 * to rebalance are not acted upon, as they come long before, and often for nothing.
 */
export const nodeTerminationHandler: MakeAddon = ({ nodes }) =>
  nodes.scaler !== 'cluster-autoscaler' ||
  nodes.groups !== 'self-managed' ||
  !nodes.pools.some((p) => p.capacity === 'spot')
    ? []
    : [
        {
          name: 'aws-node-termination-handler',
          repository: 'https://aws.github.io/eks-charts',
          chart: 'aws-node-termination-handler',
          version: '0.27.6',
          ...kubeSystem,
          wave: waves.base,
          serverSideApply: false,
          ignoreDifferences: [],
          values: {
            enableSqsTerminationDraining: false,
            enableSpotInterruptionDraining: true,
            enableScheduledEventDraining: true,
            enableRebalanceMonitoring: false,
            enableRebalanceDraining: false,
            // The pods' own grace period, and AWS's two minutes for the node.
            podTerminationGracePeriod: -1,
            nodeTerminationGracePeriod: 120,
            taintNode: true,
            nodeSelector: { [capacityLabel]: 'spot' },
            tolerations: [{ operator: 'Exists' }],
            resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '128Mi' } },
          },
        },
      ]
