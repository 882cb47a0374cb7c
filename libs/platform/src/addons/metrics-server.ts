import { Addon, budget, kubeSystem, onSystemNodes, replicas, spread, type AddAddons } from './addon.ts'
import { versions } from './versions.ts'

/** For the HPA (SYSTEM.md S1-13). */
export const metricsServer: AddAddons = (scope, cluster) => {
  new Addon(scope, 'metrics-server', {
    repository: 'https://kubernetes-sigs.github.io/metrics-server',
    version: versions['metrics-server'].chart,
    ...kubeSystem,
    values: {
      replicas: replicas(cluster),
      podDisruptionBudget: budget(cluster),
      ...spread(cluster, { 'app.kubernetes.io/name': 'metrics-server' }),
      ...onSystemNodes(cluster),
    },
  })
}
