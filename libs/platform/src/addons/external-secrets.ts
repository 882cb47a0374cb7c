import { Addon, onSystemNodes, ownNamespace, replicas, type AddAddons } from './addon.ts'
import { versions } from './versions.ts'

export const externalSecrets: AddAddons = (scope, cluster) => {
  const podDisruptionBudget = { enabled: !cluster.quiet, minAvailable: 1 }
  const part = { replicaCount: replicas(cluster), podDisruptionBudget, ...onSystemNodes(cluster) }
  new Addon(scope, 'external-secrets', {
    repository: 'https://charts.external-secrets.io',
    version: versions['external-secrets'].chart,
    ...ownNamespace('external-secrets', 'restricted'),
    serverSideApply: true,
    aws: [
      {
        serviceAccount: 'external-secrets',
      },
    ],
    values: {
      ...part,
      leaderElect: !cluster.quiet,
      webhook: part,
      certController: part,
      serviceMonitor: { enabled: true },
    },
  })
}
