import { appName, clusterName, envName, teamName } from '@slipway/core'
import type { Cluster, Fleet } from '@slipway/fleet'
import { resolveEstate, type ResolvedApp } from '@slipway/model'
import type { MergedSpec } from '@slipway/spec'

/** One app of each kind that has alerts of its own, in one cluster: what the pages of runbooks and dashboards show. */

export const exampleCluster: Cluster = {
  name: clusterName('prod'),
  environment: envName('prod'),
  wave: 1,
  account: '111122223333',
  region: 'eu-west-1',
  zones: ['eu-west-1a', 'eu-west-1b'],
  kubernetes: '1.35',
  registry: 'registry.example',
  domain: 'example.com',
  network: { vpc: '10.0.0.0/16', pods: '100.64.0.0/16', services: '172.20.0.0/16' },
  nodes: {
    scaler: 'karpenter',
    role: 'node',
    pools: [
      {
        name: 'base',
        capacity: 'on-demand',
        families: ['m7i'],
        architectures: ['amd64'],
        cpu: 64,
        memory: '256Gi',
        weight: 10,
        system: false,
      },
    ],
  },
  quiet: false,
  logging: { to: 'elastic', cluster: { by: 'collector' } },
  tracing: { address: 'https://traces.example.com', sample: '1%' },
  metrics: { amp: { workspace: 'ws-1a2b3c4d-1a2b-3c4d-5e6f-1a2b3c4d5e6f' } },
}

const team = {
  owners: ['@acme/shop'],
  group: 'acme:shop',
  slack: '#shop',
  quota: { cpu: '20', memory: '40Gi', pods: 50 },
}

export const exampleFleet: Fleet = {
  name: 'acme',
  edition: 1,
  freezes: [],
  promoter: false,
  repository: { url: 'https://github.com/acme/slipway.git', branch: 'main' },
  email: 'platform@example.com',
  environments: [envName('prod')],
  teams: new Map([[teamName('shop'), team]]),
  clusters: [exampleCluster],
}

const common = { team: 'shop', cpu: '250m', memory: '256Mi' } as const
const served = { port: 8080, health: { ready: '/readyz', live: '/healthz' } } as const
const specs: Readonly<Record<string, MergedSpec>> = {
  // First: what several have is shown for this one.
  web: {
    kind: 'http',
    ...common,
    ...served,
    release: { canary: [5, 25, 50], hold: '2m', slo: { errors: '1%', p95: '300ms' } },
  },
  work: { kind: 'worker', ...common, ...served, queue: 'work', scale: { min: 0, max: 10, on: { queue: 20 } } },
  store: { kind: 'stateful', ...common, ...served, volumes: { '/data': '10Gi' } },
  report: { kind: 'cron', ...common, schedule: '30 2 * * *' },
}

export const exampleApps = (): readonly ResolvedApp[] => {
  const release = { digest: `sha256:${'a'.repeat(64)}`, version: '1.4.0' }
  const apps = Object.entries(specs).map(([name, spec]) => ({
    name: appName(name),
    file: `apps/${name}/app.ts`,
    specs: new Map([[envName('prod'), spec]]),
    releases: new Map([[exampleCluster.name, release]]),
    files: new Map<string, string>(),
  }))
  return resolveEstate({ fleet: exampleFleet, apps })
    .clusters.flatMap((cluster) => cluster.apps)
    .toSorted((a, b) => Number(b.name === 'web') - Number(a.name === 'web'))
}
