import { Addon, budget, onSystemNodes, ownNamespace, replicas, waves, type AddAddons } from './addon.ts'
import { versions } from './versions.ts'

/** Before the gateway and the webhooks of other add-ons, which need certificates. */
export const certManager: AddAddons = (scope, cluster) => {
  const part = { replicaCount: replicas(cluster), podDisruptionBudget: budget(cluster), ...onSystemNodes(cluster) }
  new Addon(scope, 'cert-manager', {
    repository: 'https://charts.jetstack.io',
    version: versions['cert-manager'].chart,
    ...ownNamespace('cert-manager', 'restricted'),
    wave: waves.base,
    serverSideApply: true,
    aws: [{ serviceAccount: 'cert-manager' }],
    relied: [['crds'], ['global', 'leaderElection', 'namespace']],
    values: {
      ...part,
      crds: { enabled: true, keep: true },
      global: { leaderElection: { namespace: 'cert-manager' } },
      webhook: part,
      cainjector: part,
      startupapicheck: onSystemNodes(cluster),
    },
  })
}
