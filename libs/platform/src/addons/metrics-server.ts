import { kubeSystem, onSystemNodes, replicas, waves, type MakeAddon } from './addon.ts'

/** What the HPA reads cpu and memory from (SYSTEM.md S1-13). */
export const metricsServer: MakeAddon = (cluster) => [
  {
    name: 'metrics-server',
    repository: 'https://kubernetes-sigs.github.io/metrics-server',
    chart: 'metrics-server',
    version: '3.13.1',
    ...kubeSystem,
    wave: waves.operators,
    serverSideApply: false,
    ignoreDifferences: [],
    values: {
      replicas: replicas(cluster),
      podDisruptionBudget: { enabled: !cluster.quiet, maxUnavailable: 1 },
      ...onSystemNodes(cluster),
    },
  },
]
