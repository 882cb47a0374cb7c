import { Addon, asks, onSystemNodes, ownNamespace, replicas, spread, type AddAddons } from './addon.ts'
import { versions } from './versions.ts'

export const externalSecrets: AddAddons = (scope, cluster) => {
  const podDisruptionBudget = { enabled: !cluster.quiet, minAvailable: 1 }
  const part = (name: string, memory: string) => ({
    replicaCount: replicas(cluster),
    podDisruptionBudget,
    ...asks('25m', memory),
    ...spread(cluster, { 'app.kubernetes.io/name': name }),
    ...onSystemNodes(cluster),
  })
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
      ...part('external-secrets', '128Mi'),
      leaderElect: !cluster.quiet,
      webhook: part('external-secrets-webhook', '64Mi'),
      certController: part('external-secrets-cert-controller', '128Mi'),
      serviceMonitor: { enabled: true },
    },
  })
}
