import { Addon, asks, bareBudget, kubeSystem, onSystemNodes, replicas, waves, type AddAddons } from './addon.ts'
import { versions } from './versions.ts'

/**
 * Makes the gateway's NLB. The webhook's certificate is cert-manager's: the chart's would change at each rendering.
 * No webhook for Services: the gateway's asks by annotation.
 */
export const loadBalancer: AddAddons = (scope, cluster) => {
  new Addon(scope, 'aws-load-balancer-controller', {
    repository: 'https://aws.github.io/eks-charts',
    version: versions['aws-load-balancer-controller'].chart,
    ...kubeSystem,
    wave: waves.mesh,
    serverSideApply: true,
    aws: [{ serviceAccount: 'aws-load-balancer-controller' }],
    relied: [['clusterName'], ['region'], ['vpcTags'], ['serviceAccount', 'name'], ['enableCertManager']],
    values: {
      replicaCount: replicas(cluster),
      podDisruptionBudget: bareBudget(cluster),
      clusterName: cluster.name,
      region: cluster.region,
      // Pods cannot ask the node for it (nodes.ts, hop limit).
      vpcTags: { 'karpenter.sh/discovery': cluster.name },
      serviceAccount: { name: 'aws-load-balancer-controller' },
      enableCertManager: true,
      enableServiceMutatorWebhook: false,
      ...asks('50m', '128Mi'),
      ...onSystemNodes(cluster),
    },
  })
}
