import { clusterName, envName } from '@slipway/core'
import type { Cluster, Fleet } from '@slipway/fleet'

// A small fleet for this lib's tests; nothing else imports it.

export const ireland = '111122223333.dkr.ecr.eu-west-1.amazonaws.com'
export const virginia = '111122223333.dkr.ecr.us-east-1.amazonaws.com'

/** Only what this lib reads of a cluster is real. */
export const clusterOf = (name: string, environment: string, account: string, registry: string): Cluster =>
  ({
    name: clusterName(name),
    environment: envName(environment),
    wave: 1,
    account,
    registry,
    region: 'eu-west-1',
    zones: ['eu-west-1a', 'eu-west-1b'],
    nodes: { scaler: 'karpenter', role: 'node', pools: [] },
  }) as unknown as Cluster

export const dev = clusterOf('dev', 'dev', '222233334444', ireland)
export const prodEu = clusterOf('prod-eu', 'prod', '444455556666', ireland)
export const prodUs = clusterOf('prod-us', 'prod', '444455556666', virginia)

export const fleet = {
  name: 'acme',
  repository: { url: 'https://github.com/acme/estate.git', branch: 'trunk', ids: { owner: 12, repository: 34 } },
  clusters: [dev, prodEu, prodUs],
  teams: new Map(),
} as unknown as Fleet

export const withClusters = (...clusters: readonly Cluster[]): Fleet => ({ ...fleet, clusters })
