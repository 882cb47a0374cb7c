import { onSystemNodes, ownNamespace, replicas, waves, type MakeAddon } from './addon.ts'

/** Scales on everything beyond cpu and memory. Its metrics server answers the HPA of every such app, so it is as needed as they are. */
export const keda: MakeAddon = (cluster) => {
  const budget = cluster.quiet ? {} : { maxUnavailable: 1 }
  return [
    {
      name: 'keda',
      repository: 'https://kedacore.github.io/charts',
      chart: 'keda',
      version: '2.20.2',
      ...ownNamespace('keda', 'baseline'),
      wave: waves.operators,
      serverSideApply: true,
      ignoreDifferences: [],
      values: {
        operator: { replicaCount: replicas(cluster) },
        metricsServer: { replicaCount: replicas(cluster) },
        webhooks: { replicaCount: replicas(cluster) },
        podDisruptionBudget: { operator: budget, metricServer: budget, webhooks: budget },
        logging: { operator: { format: 'json' } },
        env: [{ name: 'AWS_REGION', value: cluster.region }],
        ...onSystemNodes(cluster),
      },
    },
  ]
}
