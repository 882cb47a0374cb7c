import { appName, envName } from '@slipway/core'
import { exampleCluster as clusterOf, exampleFleet as fleetOf } from '@slipway/fleet/example'
import { resolveEstate, type ResolvedApp } from '@slipway/model'
import type { MergedSpec } from '@slipway/spec'

/** An example app of each kind that has alerts of its own, in one cluster, for the pages of runbooks and dashboards. */

export const exampleCluster = clusterOf('prod', 'prod', {
  domain: 'example.com',
  logging: { to: 'elastic', cluster: { by: 'collector' } },
  tracing: { address: 'https://traces.example.com', sample: '1%' },
  metrics: { amp: { workspace: 'ws-1a2b3c4d-1a2b-3c4d-5e6f-1a2b3c4d5e6f' } },
})

export const exampleFleet = fleetOf(['shop'], [exampleCluster], {
  repository: { url: 'https://github.com/acme/slipway.git', branch: 'main' },
  email: 'platform@example.com',
})

const common = { team: 'shop', cpu: '250m', memory: '256Mi' } as const
const served = { port: 8080, health: { ready: '/readyz', live: '/healthz' } } as const
const specs: Readonly<Record<string, MergedSpec>> = {
  // First, so that pages show it for alerts that several kinds have.
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
