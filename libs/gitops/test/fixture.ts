import { Chart, Testing } from 'cdk8s'
import { clusterName, envName, teamName, type KubeObject } from '@slipway/core'
import type { Cluster, Fleet } from '@slipway/fleet'
import type { ClusterModel } from '@slipway/model'

// A small fleet for this lib's tests; nothing else imports it.

export const clusterOf = (name: string, environment: string): Cluster => ({
  name: clusterName(name),
  environment: envName(environment),
  wave: 1,
  account: '111122223333',
  region: 'eu-west-1',
  zones: ['eu-west-1a'],
  kubernetes: '1.35',
  registry: 'registry.test',
  domain: `${name}.acme.test`,
  network: { vpc: '10.0.0.0/16', pods: '100.64.0.0/16', services: '172.20.0.0/16' },
  nodes: {
    scaler: 'karpenter',
    role: 'node',
    pools: [
      {
        name: 'system',
        capacity: 'on-demand',
        families: ['m7i'],
        architectures: ['amd64'],
        cpu: 8,
        memory: '32Gi',
        weight: 1,
        system: true,
      },
    ],
  },
  quiet: environment === 'dev',
})

const quota = { cpu: '10', memory: '20Gi', pods: 50 }
export const dev = clusterOf('dev', 'dev')
export const prod = clusterOf('prod-eu', 'prod')

export const fleet: Fleet = {
  name: 'acme',
  edition: 1,
  freezes: [],
  promoter: false,
  repository: { url: 'https://git.test/acme/estate.git', branch: 'trunk' },
  email: 'platform@acme.test',
  environments: [envName('dev'), envName('prod')],
  teams: new Map([
    [teamName('shop'), { owners: ['@acme/shop'], group: 'acme:shop', slack: '#shop', quota }],
    [teamName('finance'), { owners: ['@acme/finance'], group: 'acme:finance', slack: '#money', quota }],
  ]),
  clusters: [dev, prod],
}

export const modelOf = (cluster: Cluster): ClusterModel => ({
  cluster,
  apps: [],
  teams: [...fleet.teams].map(([name, team]) => ({ ...team, name })),
  functions: [],
  hosts: [],
  streams: [],
})

/** What is added to an empty chart. The folder is named, or `Testing.app()` would leave one behind in the system's. */
export function made(add: (chart: Chart) => void): readonly KubeObject[] {
  const chart = new Chart(Testing.app({ outdir: 'unused' }), 'test')
  add(chart)
  return Testing.synth(chart)
}

/** The one object that is added, read as its own type. */
export function madeOne<T>(add: (chart: Chart) => void): T {
  const [object, ...more] = made(add)
  if (object === undefined || more.length > 0) throw new Error(`${more.length + 1} objects and not one`)
  return object as unknown as T
}
