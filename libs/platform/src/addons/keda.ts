import { Addon, bareBudget, onSystemNodes, ownNamespace, replicas, type AddAddons } from './addon.ts'
import { versions } from './versions.ts'

/** Scales beyond cpu and memory; its metrics server answers those HPAs. */
export const keda: AddAddons = (scope, cluster) => {
  const pods = { replicaCount: replicas(cluster) }
  const budget = bareBudget(cluster)
  new Addon(scope, 'keda', {
    repository: 'https://kedacore.github.io/charts',
    version: versions.keda.chart,
    ...ownNamespace('keda', 'baseline'),
    serverSideApply: true,
    aws: [{ serviceAccount: 'keda-operator' }],
    values: {
      operator: pods,
      metricsServer: pods,
      webhooks: pods,
      podDisruptionBudget: { operator: budget, metricServer: budget, webhooks: budget },
      logging: { operator: { format: 'json' } },
      // What alerts.ts reads of queues and scalers that fail.
      prometheus: { operator: { enabled: true } },
      env: [{ name: 'AWS_REGION', value: cluster.region }],
      ...onSystemNodes(cluster),
    },
  })
}
