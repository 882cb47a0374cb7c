import { envName } from '@slipway/core'
import { upstreams, type Cluster, type Nodes, type Upstream } from '@slipway/fleet'
import { exampleCluster, exampleFleet, examplePool as pool } from '@slipway/fleet/example'

const families = ['m7i', 'm7a']

const karpenter: Nodes = {
  scaler: 'karpenter',
  role: 'reference-node',
  pools: [
    pool('system', { system: true, families }),
    pool('base', { families }),
    pool('spot', { capacity: 'spot', weight: 50, families }),
    pool('gpu', { profile: 'gpu', families: ['g6'] }),
  ],
}

/** The other kind: node groups, their scaler, and what drains their spot nodes. */
const groups: Nodes = {
  scaler: 'cluster-autoscaler',
  groups: 'self-managed',
  role: 'reference-node',
  pools: [
    pool('system', { system: true, families, nodes: { min: 2, max: 4 } }),
    pool('base', { families, nodes: { min: 1, max: 10 } }),
    pool('spot', { capacity: 'spot', families, nodes: { min: 0, max: 10 } }),
  ],
}

const cluster = (name: string, nodes: Nodes, more: Partial<Cluster> = {}): Cluster =>
  exampleCluster(name, 'prod', {
    zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
    registry: 'registry.reference.test',
    domain: `${name}.reference.test`,
    nodes,
    ...more,
  })

/** Its operator is an add-on, too. */
const elastic: Cluster['logging'] = { to: 'elastic', cluster: {} }

const pullThrough = Object.keys(upstreams) as Upstream[]

const clusters = [
  cluster('quiet', karpenter, { quiet: true, environment: envName('dev'), needs: 'ack', logging: elastic }),
  cluster('paged', karpenter, {
    internalDomain: 'paged.reference.internal',
    advice: true,
    needs: 'ack',
    logging: elastic,
  }),
  cluster('groups', groups, { advice: true, wave: 2 }),
  // All images of add-ons by ECR's cache, of each kind of nodes.
  cluster('cached', karpenter, {
    internalDomain: 'cached.reference.internal',
    advice: true,
    pullThrough,
    needs: 'ack',
    logging: elastic,
  }),
  cluster('cached-quiet', karpenter, { quiet: true, environment: envName('dev'), pullThrough }),
  cluster('cached-groups', groups, { advice: true, wave: 2, pullThrough }),
]

/**
 * Every add-on that Slipway has, in each of its forms: paged and quiet, with Karpenter and with node groups, by a cache
 * and without.
 */
export const reference = exampleFleet(['shop'], clusters, {
  name: 'reference',
  edition: 2,
  repository: {
    url: 'https://github.com/reference/estate.git',
    branch: 'main',
    ids: { owner: 1, repository: 2 },
    dispatch: true,
  },
  email: 'platform@reference.test',
  signOn: {
    issuer: 'https://login.reference.test',
    argocd: 'argocd',
    grafana: {
      client: 'grafana',
      authorize: 'https://login.reference.test/authorize',
      token: 'https://login.reference.test/token',
      userinfo: 'https://login.reference.test/userinfo',
    },
  },
})
