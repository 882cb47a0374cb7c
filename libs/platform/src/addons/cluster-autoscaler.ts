import { capacityLabel, type Cluster } from '@slipway/fleet'
import { Addon, kubeSystem, onSystemNodes, replicas, spread, waves, type AddAddons, type Value } from './addon.ts'
import { versions } from './versions.ts'

/** For the priority expander, highest first: groups are `<cluster>-<pool>-<zone>`. */
const priorities = ({ name, nodes }: Cluster): Value =>
  Object.fromEntries(
    [...Map.groupBy(nodes.pools, (p) => p.weight)].map(([weight, pools]) => [
      String(weight),
      pools.map((p) => `.*${name}-${p.name}-.*`),
    ]),
  )

/**
 * Finds node groups by the tags `k8s.io/cluster-autoscaler/enabled` and `.../<cluster>`. Passes over a spot group
 * without a node for ten minutes.
 */
export const clusterAutoscaler: AddAddons = (scope, cluster) => {
  if (cluster.nodes.scaler !== 'cluster-autoscaler') return
  new Addon(scope, 'cluster-autoscaler', {
    repository: 'https://kubernetes.github.io/autoscaler',
    version: versions['cluster-autoscaler'].chart,
    ...kubeSystem,
    wave: waves.base,
    // The chart's full name: release, provider, chart.
    aws: [
      {
        serviceAccount: 'cluster-autoscaler-aws-cluster-autoscaler',
      },
    ],
    relied: [['autoDiscovery'], ['expanderPriorities']],
    values: {
      replicaCount: replicas(cluster),
      awsRegion: cluster.region,
      autoDiscovery: { clusterName: cluster.name },
      expanderPriorities: priorities(cluster),
      extraArgs: {
        expander: 'priority,least-waste',
        // One group a zone, for volumes; the groups of a pool grow alike.
        'balance-similar-node-groups': true,
        'max-node-provision-time': '10m',
        'skip-nodes-with-system-pods': false,
      },
      resources: { requests: { cpu: '100m', memory: '600Mi' }, limits: { memory: '600Mi' } },
      ...spread(cluster, { 'app.kubernetes.io/instance': 'cluster-autoscaler' }),
      ...onSystemNodes(cluster),
    },
  })
}

/**
 * Drains self-managed spot nodes before AWS takes them (SYSTEM.md S1-26 to S1-29). EKS and Karpenter drain their own,
 * and it must not run beside them (FIELD-NOTES A11). Rebalance recommendations come early and often for nothing.
 */
export const nodeTerminationHandler: AddAddons = (scope, { nodes }) => {
  const { scaler, groups, pools } = nodes
  if (scaler !== 'cluster-autoscaler' || groups !== 'self-managed' || !pools.some((p) => p.capacity === 'spot')) return
  new Addon(scope, 'aws-node-termination-handler', {
    repository: 'https://aws.github.io/eks-charts',
    version: versions['aws-node-termination-handler'].chart,
    ...kubeSystem,
    wave: waves.base,
    values: {
      enableSqsTerminationDraining: false,
      enableSpotInterruptionDraining: true,
      enableScheduledEventDraining: true,
      enableRebalanceMonitoring: false,
      enableRebalanceDraining: false,
      // The pods' own, within AWS's two minutes.
      podTerminationGracePeriod: -1,
      nodeTerminationGracePeriod: 120,
      taintNode: true,
      nodeSelector: { [capacityLabel]: 'spot' },
      tolerations: [{ operator: 'Exists' }],
      resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '128Mi' } },
    },
  })
}
