import { onSystemNodes, ownNamespace, replicas, waves, type MakeAddon } from './addon.ts'

/** Brings the values of secrets into the cluster; git holds references. */
export const externalSecrets: MakeAddon = (cluster) => {
  const budget = { enabled: !cluster.quiet, minAvailable: 1 }
  const part = { replicaCount: replicas(cluster), podDisruptionBudget: budget, ...onSystemNodes(cluster) }
  return [
    {
      name: 'external-secrets',
      repository: 'https://charts.external-secrets.io',
      chart: 'external-secrets',
      version: '2.9.0',
      ...ownNamespace('external-secrets', 'restricted'),
      wave: waves.operators,
      serverSideApply: true,
      ignoreDifferences: [],
      values: {
        ...part,
        leaderElect: !cluster.quiet,
        webhook: part,
        certController: part,
        serviceMonitor: { enabled: true },
      },
    },
  ]
}
