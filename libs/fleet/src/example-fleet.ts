import { clusterName, envName, teamName } from '@slipway/core'
import type { Cluster, Fleet, Team } from './fleet.ts'
import type { NodePool } from './nodes.ts'

// A complete, valid fleet from a few names, for documentation, charts and tests that may not read an organisation's.

export const examplePool = (name: string, more: Partial<NodePool> = {}): NodePool => ({
  name,
  capacity: 'on-demand',
  families: ['m7i'],
  architectures: ['amd64'],
  cpu: 64,
  memory: '256Gi',
  weight: 10,
  system: false,
  ...more,
})

export const exampleCluster = (name: string, environment: string, more: Partial<Cluster> = {}): Cluster => ({
  name: clusterName(name),
  environment: envName(environment),
  wave: 1,
  account: '111122223333',
  region: 'eu-west-1',
  zones: ['eu-west-1a', 'eu-west-1b'],
  kubernetes: '1.35',
  registry: 'registry.example',
  domain: `${name}.acme.example`,
  network: { vpc: '10.0.0.0/16', pods: '100.64.0.0/16', services: '172.20.0.0/16' },
  nodes: { scaler: 'karpenter', role: `acme-${name}-node`, pools: [examplePool('base')] },
  quiet: false,
  ...more,
})

export const exampleTeam = (name: string): Team => ({
  owners: [`@acme/${name}`],
  group: `acme:${name}`,
  slack: `#${name}`,
  quota: { cpu: '20', memory: '40Gi', pods: 50 },
})

/** Its environments are those of its clusters, in their order. */
export const exampleFleet = (
  teams: readonly string[],
  clusters: readonly Cluster[],
  more: Partial<Fleet> = {},
): Fleet => ({
  name: 'acme',
  edition: 1,
  freezes: [],
  promoter: false,
  repository: { url: 'https://git.example/acme/slipway.git', branch: 'main' },
  email: 'platform@acme.example',
  environments: [...new Set(clusters.map(({ environment }) => environment))],
  teams: new Map(teams.map((name) => [teamName(name), exampleTeam(name)])),
  clusters,
  ...more,
})
