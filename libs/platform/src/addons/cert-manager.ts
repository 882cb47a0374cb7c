import { Addon, asks, budget, onSystemNodes, ownNamespace, replicas, spread, waves, type AddAddons } from './addon.ts'
import { versions } from './versions.ts'

/** Before the gateway and the webhooks of other add-ons, which need certificates. */
export const certManager: AddAddons = (scope, cluster) => {
  const part = (component: string, memory: string) => ({
    replicaCount: replicas(cluster),
    podDisruptionBudget: budget(cluster),
    ...asks('25m', memory),
    ...spread(cluster, { 'app.kubernetes.io/instance': 'cert-manager', 'app.kubernetes.io/component': component }),
    ...onSystemNodes(cluster),
  })
  new Addon(scope, 'cert-manager', {
    repository: 'https://charts.jetstack.io',
    version: versions['cert-manager'].chart,
    ...ownNamespace('cert-manager', 'restricted'),
    wave: waves.base,
    serverSideApply: true,
    aws: [{ serviceAccount: 'cert-manager' }],
    relied: [['crds'], ['global', 'leaderElection', 'namespace']],
    values: {
      ...part('controller', '128Mi'),
      crds: { enabled: true, keep: true },
      global: { leaderElection: { namespace: 'cert-manager' } },
      webhook: part('webhook', '64Mi'),
      cainjector: part('cainjector', '128Mi'),
      startupapicheck: { ...asks('10m', '64Mi'), ...onSystemNodes(cluster) },
    },
  })
}
