import type { Cluster, Fleet } from '@slipway/fleet'
import { exampleCluster, exampleFleet } from '@slipway/fleet/example'

// A fleet with clusters of AWS, for the tests of tools/slipway/aws.

export const clusterOf = (name: string, more: Partial<Cluster> = {}): Cluster =>
  exampleCluster(name, 'dev', {
    account: '222233334444',
    registry: 'registry.example/apps',
    domain: `${name}.globex.test`,
    nodes: { scaler: 'karpenter', role: `globex-${name}-node`, pools: [] },
    aws: { by: 'stacks', admins: ['arn:aws:iam::222233334444:role/platform'], zones: true },
    quiet: true,
    ...more,
  })

export const fleetOf = (...clusters: readonly Cluster[]): Fleet =>
  exampleFleet(['shop'], clusters, {
    name: 'globex',
    edition: 2,
    repository: { url: 'https://github.com/globex/estate.git', branch: 'main' },
  })
