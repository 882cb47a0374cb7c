import { hasPodSubnets } from '@slipway/fleet'
import { interruptionQueue } from '../aws-names.ts'
import { Addon, onSystemNodes, ownNamespace, replicas, waves, type AddAddons } from './addon.ts'
import { versions } from './versions.ts'

/**
 * Its queue carries spot interruptions, so no Node Termination Handler may run beside it (FIELD-NOTES A11). The chart
 * keeps it on the cluster's first node group.
 */
export const karpenter: AddAddons = (scope, cluster) => {
  if (cluster.nodes.scaler !== 'karpenter') return
  new Addon(scope, 'karpenter', {
    repository: 'public.ecr.aws/karpenter',
    version: versions.karpenter.chart,
    ...ownNamespace('karpenter', 'baseline'),
    wave: waves.base,
    serverSideApply: true,
    aws: [{ serviceAccount: 'karpenter' }],
    relied: [
      ['settings', 'clusterName'],
      ['settings', 'interruptionQueue'],
    ],
    values: {
      replicas: replicas(cluster),
      settings: {
        clusterName: cluster.name,
        interruptionQueue: interruptionQueue(cluster),
        eksControlPlane: true,
        // Pods get no address of a node's first interface where they have subnets of their own.
        ...(hasPodSubnets(cluster) ? { reservedENIs: '1' } : {}),
      },
      controller: {
        env: [{ name: 'AWS_REGION', value: cluster.region }],
        resources: { requests: { cpu: '500m', memory: '1Gi' }, limits: { memory: '1Gi' } },
      },
      ...onSystemNodes(cluster),
    },
  })
}
