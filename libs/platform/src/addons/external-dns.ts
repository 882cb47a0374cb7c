import { kubeSystem, onSystemNodes, waves, type MakeAddon } from './addon.ts'

/**
 * Writes one wildcard record to Route 53, from the gateway's hosts. It never deletes a record: a name that is gone for a moment is gone
 * for hours.
 */
export const externalDns: MakeAddon = (cluster) => [
  {
    name: 'external-dns',
    repository: 'https://kubernetes-sigs.github.io/external-dns',
    chart: 'external-dns',
    version: '1.21.1',
    ...kubeSystem,
    wave: waves.operators,
    serverSideApply: false,
    ignoreDifferences: [],
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
  },
]
