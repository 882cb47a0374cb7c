import { Addon, bareBudget, onSystemNodes, ownNamespace, replicas, spreadOver, type AddAddons } from './addon.ts'
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
      ...(cluster.quiet
        ? {}
        : {
            topologySpreadConstraints: {
              operator: spreadOver(cluster, { app: 'keda-operator' }),
              metricsServer: spreadOver(cluster, { app: 'keda-operator-metrics-apiserver' }),
              webhooks: spreadOver(cluster, { app: 'keda-admission-webhooks' }),
            },
          }),
      // Ports of metrics, for components/monitors.ts: alerts.ts reads of queues and scalers that fail.
      prometheus: { operator: { enabled: true }, metricServer: { enabled: true } },
      podDisruptionBudget: { operator: budget, metricServer: budget, webhooks: budget },
      logging: { operator: { format: 'json' } },
      env: [{ name: 'AWS_REGION', value: cluster.region }],
      ...onSystemNodes(cluster),
    },
  })
}
