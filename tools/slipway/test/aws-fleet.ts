import { clusterName, envName, teamName } from '@slipway/core'
import type { Cluster, Fleet } from '@slipway/fleet'

// A fleet with clusters of AWS, for the tests of tools/slipway/aws.

export const clusterOf = (name: string, more: Partial<Cluster> = {}): Cluster => ({
  name: clusterName(name),
  environment: envName('dev'),
  wave: 1,
  account: '222233334444',
  region: 'eu-west-1',
  registry: 'registry.example/apps',
  zones: ['eu-west-1a', 'eu-west-1b'],
  kubernetes: '1.35',
  domain: `${name}.globex.test`,
  network: { vpc: '10.0.0.0/16', pods: '100.64.0.0/16', services: '172.20.0.0/16' },
  nodes: { scaler: 'karpenter', role: `globex-${name}-node`, pools: [] },
  aws: { by: 'stacks', admins: ['arn:aws:iam::222233334444:role/platform'], zones: true },
  quiet: true,
  ...more,
})
export const fleetOf = (...clusters: readonly Cluster[]): Fleet => ({
  name: 'globex',
  edition: 2,
  freezes: [],
  promoter: false,
  repository: { url: 'https://github.com/globex/estate.git', branch: 'main' },
  email: 'platform@globex.test',
  environments: [envName('dev')],
  teams: new Map([
    [
      teamName('shop'),
      { owners: ['@globex/shop'], group: 'shop', slack: '#shop', quota: { cpu: '1', memory: '1Gi', pods: 1 } },
    ],
  ]),
  clusters,
})
