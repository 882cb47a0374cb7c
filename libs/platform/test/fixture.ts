import { Chart, Testing } from 'cdk8s'
import { appName, teamName, type KubeObject } from '@slipway/core'
import type { Cluster, Fleet, NodePool } from '@slipway/fleet'
import { exampleCluster, exampleFleet, examplePool } from '@slipway/fleet/example'
import type { ClusterModel, Edge, HostModel } from '@slipway/model'
import type { Component } from '../src/components/component.ts'

// A small fleet for this lib's tests; nothing else imports it.

const pool = (name: string, more: Partial<NodePool> = {}) => examplePool(name, { families: ['m7i', 'm7a'], ...more })

export const clusterOf = (name: string, environment: string, more: Partial<Cluster> = {}): Cluster =>
  exampleCluster(name, environment, {
    registry: 'registry.test',
    domain: `${name}.acme.test`,
    nodes: {
      scaler: 'karpenter',
      role: `acme-${name}-node`,
      pools: [
        pool('system', { system: true }),
        pool('base'),
        pool('spot', { capacity: 'spot', weight: 50, architectures: ['amd64', 'arm64'] }),
      ],
    },
    ...more,
  })

export const dev = clusterOf('dev', 'dev', { quiet: true })
export const prod = clusterOf('prod-eu', 'prod')

export const fleet = exampleFleet(['shop', 'finance'], [dev, prod], {
  repository: { url: 'https://git.test/acme/estate.git', branch: 'main' },
  email: 'platform@acme.test',
})

const unchanged = { set: {}, remove: [] }
/** A gateway that changes nothing. */
export const plainEdge: Edge = {
  rewrite: null,
  cors: null,
  headers: { request: unchanged, response: unchanged },
  maintenance: null,
}

/** `[app, team, path]`, in the order of the model. */
export const hostOf = (host: string, ...routes: readonly (readonly [string, string, string])[]): HostModel => ({
  label: host.split('.')[0] ?? host,
  host,
  gateway: 'public',
  moved: null,
  routes: routes.map(([app, team, path]) => ({
    path,
    app: appName(app),
    team: teamName(team),
    source: `apps/${app}/app.ts`,
    closed: path === '/' ? ['/metrics'] : [],
    redirects: [],
    edge: plainEdge,
  })),
})

export const modelOf = (cluster: Cluster, hosts: readonly HostModel[] = []): ClusterModel => ({
  cluster,
  apps: [],
  functions: [],
  teams: [...fleet.teams].map(([name, team]) => ({ ...team, name })),
  hosts,
  streams: [],
})

/**
 * What a component adds to an empty chart. The folder is named, or `Testing.app()` would leave one behind in the
 * system's.
 */
export function objectsOf(component: Component, model: ClusterModel, of: Fleet = fleet): readonly KubeObject[] {
  const chart = new Chart(Testing.app({ outdir: 'unused' }), 'test')
  component(chart, model, of)
  return Testing.synth(chart)
}
