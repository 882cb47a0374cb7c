import { Addon, budget, kubeSystem, onSystemNodes, replicas, type AddAddons } from './addon.ts'

/** For the HPA (SYSTEM.md S1-13). */
export const metricsServer: AddAddons = (scope, cluster) => {
  new Addon(scope, 'metrics-server', {
    repository: 'https://kubernetes-sigs.github.io/metrics-server',
    version: '3.13.1',
    ...kubeSystem,
    values: { replicas: replicas(cluster), podDisruptionBudget: budget(cluster), ...onSystemNodes(cluster) },
  })
}
