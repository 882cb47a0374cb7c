import { zonesOf } from '../components/issuers.ts'
import { Addon, asks, kubeSystem, onSystemNodes, type AddAddons } from './addon.ts'
import { versions } from './versions.ts'

/**
 * Writes one wildcard record, and those of the fleet's other domains, and never deletes: a name gone for a moment is
 * gone for hours.
 */
export const externalDns: AddAddons = (scope, cluster, fleet) => {
  new Addon(scope, 'external-dns', {
    repository: 'https://kubernetes-sigs.github.io/external-dns',
    version: versions['external-dns'].chart,
    ...kubeSystem,
    aws: [{ serviceAccount: 'external-dns' }],
    relied: [['domainFilters'], ['policy'], ['txtOwnerId']],
    values: {
      provider: { name: 'aws' },
      env: [{ name: 'AWS_DEFAULT_REGION', value: cluster.region }],
      sources: ['istio-gateway'],
      // An internal domain's zone may be another than the cluster's; a filter also lets in the zone above it.
      domainFilters: zonesOf(cluster, fleet),
      policy: 'upsert-only',
      registry: 'txt',
      txtOwnerId: cluster.name,
      logFormat: 'json',
      ...asks('20m', '64Mi'),
      ...onSystemNodes(cluster),
    },
  })
}
