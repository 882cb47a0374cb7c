import { Addon, kubeSystem, onSystemNodes, type AddAddons } from './addon.ts'

/** Writes one wildcard record, and never deletes: a name gone for a moment is gone for hours. */
export const externalDns: AddAddons = (scope, cluster) => {
  new Addon(scope, 'external-dns', {
    repository: 'https://kubernetes-sigs.github.io/external-dns',
    version: '1.21.1',
    ...kubeSystem,
    aws: [{ serviceAccount: 'external-dns', policy: 'route53:ChangeResourceRecordSets on the zone, and List*' }],
    values: {
      provider: { name: 'aws' },
      env: [{ name: 'AWS_DEFAULT_REGION', value: cluster.region }],
      sources: ['istio-gateway'],
      domainFilters: [cluster.domain],
      policy: 'upsert-only',
      registry: 'txt',
      txtOwnerId: cluster.name,
      logFormat: 'json',
      ...onSystemNodes(cluster),
    },
  })
}
