import { clusterName, envName, teamName } from '@slipway/core'
import { upstreams, type Cluster, type Fleet, type NodePool, type Nodes, type Upstream } from '@slipway/fleet'

const pool = (name: string, more: Partial<NodePool> = {}): NodePool => ({
  name,
  capacity: 'on-demand',
  families: ['m7i', 'm7a'],
  architectures: ['amd64'],
  cpu: 64,
  memory: '256Gi',
  weight: 10,
  system: false,
  ...more,
})

const karpenter: Nodes = {
  scaler: 'karpenter',
  role: 'reference-node',
  pools: [
    pool('system', { system: true }),
    pool('base'),
    pool('spot', { capacity: 'spot', weight: 50 }),
    pool('gpu', { profile: 'gpu', families: ['g6'] }),
  ],
}

/** The other kind: node groups, their scaler, and what drains their spot nodes. */
const groups: Nodes = {
  scaler: 'cluster-autoscaler',
  groups: 'self-managed',
  role: 'reference-node',
  pools: [
    pool('system', { system: true, nodes: { min: 2, max: 4 } }),
    pool('base', { nodes: { min: 1, max: 10 } }),
    pool('spot', { capacity: 'spot', nodes: { min: 0, max: 10 } }),
  ],
}

const cluster = (name: string, nodes: Nodes, more: Partial<Cluster> = {}): Cluster => ({
  name: clusterName(name),
  environment: envName('prod'),
  wave: 1,
  account: '111122223333',
  region: 'eu-west-1',
  zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
  kubernetes: '1.35',
  registry: 'registry.reference.test',
  domain: `${name}.reference.test`,
  network: { vpc: '10.0.0.0/16', pods: '100.64.0.0/16', services: '172.20.0.0/16' },
  nodes,
  quiet: false,
  ...more,
})

/** Its operator is an add-on, too. */
const elastic: Cluster['logging'] = { to: 'elastic', cluster: {} }

const pullThrough = Object.keys(upstreams) as Upstream[]

/** Every add-on that Slipway has, in each of its forms: paged and quiet, with Karpenter and with node groups, by a cache and without. */
export const reference: Fleet = {
  name: 'reference',
  edition: 2,
  freezes: [],
  promoter: false,
  repository: {
    url: 'https://github.com/reference/estate.git',
    branch: 'main',
    ids: { owner: 1, repository: 2 },
    dispatch: true,
  },
  email: 'platform@reference.test',
  environments: [envName('dev'), envName('prod')],
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
  teams: new Map([
    [
      teamName('shop'),
      {
        owners: ['@reference/shop'],
        group: 'reference:shop',
        slack: '#shop',
        quota: { cpu: '10', memory: '20Gi', pods: 50 },
      },
    ],
  ]),
  clusters: [
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
  ],
}
