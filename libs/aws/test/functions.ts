import { appName, teamName } from '@slipway/core'
import type { Cluster } from '@slipway/fleet'
import type { ResolvedFunction } from '@slipway/model'
import { prodEu } from './fixture.ts'

/** A function that says little. */
export const functionOf = (more: Partial<ResolvedFunction> = {}, cluster: Cluster = prodEu): ResolvedFunction => ({
  name: appName('hooks'),
  team: teamName('shop'),
  cluster,
  source: 'apps/hooks/app.ts',
  image: `${cluster.registry}/hooks@sha256:${'a'.repeat(64)}`,
  digest: `sha256:${'a'.repeat(64)}`,
  version: '1.0.0',
  commit: null,
  command: null,
  memory: 256,
  disk: 512,
  timeout: 10,
  architecture: 'x86_64',
  concurrency: { reserved: null, provisioned: null },
  env: [{ name: 'APP_NAME', value: 'hooks' }],
  secrets: [],
  sends: [],
  works: [],
  needs: {},
  used: [],
  hosts: [],
  http: null,
  queue: null,
  schedule: null,
  slo: null,
  canary: null,
  ...more,
})

export const exposed: Partial<ResolvedFunction> = {
  http: {
    host: 'hooks.prod-eu.acme.test',
    zone: 'prod-eu.acme.test',
    paths: ['/'],
    throttle: { rate: 50, burst: 100 },
  },
}
export const byCanary: Partial<ResolvedFunction> = {
  canary: { steps: [10], hold: 300, slo: { errors: 0.01, p95: 0.5 } },
  slo: { errors: 0.01, p95: 0.5 },
}
