import { Chart, Testing } from 'cdk8s'
import type { KubeObject } from '@slipway/core'
import type { Cluster } from '@slipway/fleet'
import { exampleCluster, exampleFleet, examplePool } from '@slipway/fleet/example'
import type { ClusterModel } from '@slipway/model'

// A small fleet for this lib's tests; nothing else imports it.

export const clusterOf = (name: string, environment: string): Cluster =>
  exampleCluster(name, environment, {
    domain: `${name}.acme.test`,
    nodes: { scaler: 'karpenter', role: 'node', pools: [examplePool('system', { system: true })] },
    quiet: environment === 'dev',
  })

export const dev = clusterOf('dev', 'dev')
export const prod = clusterOf('prod-eu', 'prod')

export const fleet = exampleFleet(['shop', 'finance'], [dev, prod], {
  repository: { url: 'https://git.test/acme/estate.git', branch: 'trunk' },
})

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
