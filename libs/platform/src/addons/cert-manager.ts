import { onSystemNodes, ownNamespace, replicas, waves, type MakeAddon } from './addon.ts'

/** Certificates, the gateway's and those of other add-ons' webhooks; so it comes before them. */
export const certManager: MakeAddon = (cluster) => {
  const budget = { enabled: !cluster.quiet, maxUnavailable: 1 }
  const part = { replicaCount: replicas(cluster), podDisruptionBudget: budget, ...onSystemNodes(cluster) }
  return [
    {
      name: 'cert-manager',
      repository: 'https://charts.jetstack.io',
      chart: 'cert-manager',
      version: 'v1.21.1',
      ...ownNamespace('cert-manager', 'restricted'),
      wave: waves.base,
      serverSideApply: true,
      ignoreDifferences: [],
      values: {
        ...part,
        crds: { enabled: true, keep: true },
        global: { leaderElection: { namespace: 'cert-manager' } },
        webhook: part,
        cainjector: part,
        startupapicheck: onSystemNodes(cluster),
      },
    },
  ]
}
