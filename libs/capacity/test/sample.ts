import { appName, teamName } from '@slipway/core'
import type { Cluster, NodePool, Prices } from '@slipway/fleet'
import { exampleCluster, examplePool } from '@slipway/fleet/example'
import type { ClusterModel, ResolvedApp } from '@slipway/model'
import type { Demand } from '../src/demand.ts'

/** Test support: a cluster with a pool of each sort, and apps that say only what capacity reads. */

export const poolData = (name: string, more: Partial<NodePool> = {}): NodePool =>
  examplePool(name, { families: ['m7i', 'm6i'], cpu: 512, memory: '2048Gi', ...more })

export const cluster = (
  pools: readonly NodePool[] = [
    poolData('system', { system: true }),
    poolData('base'),
    poolData('spot', { capacity: 'spot', weight: 50 }),
  ],
): Cluster =>
  exampleCluster('eu', 'prod', {
    zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
    nodes: { scaler: 'karpenter', role: 'node', pools: [...pools] },
  })

export const prices: Prices = {
  date: '2026-01-01',
  source: 'a test',
  spot: 0.5,
  regions: { 'eu-west-1': { m7i: 0.1, m6i: 0.2, r7i: 0.3, t3: 0.04 } },
}

const mebi = 2 ** 20

export interface GivenApp {
  readonly kind?: ResolvedApp['kind']
  readonly cpu?: number
  readonly mebibytes?: number
  readonly scale?: ResolvedApp['scale']
  readonly placement?: ResolvedApp['placement']
  readonly machines?: Partial<ResolvedApp['machines']>
  readonly volumes?: ResolvedApp['volumes']
}

/** An app of 250m and 256Mi on spot, unless told otherwise. */
export function app(name: string, given: GivenApp = {}): ResolvedApp {
  const {
    kind = 'http',
    cpu = 250,
    mebibytes = 256,
    scale = { by: 'nobody', pods: 2 },
    placement = 'spot',
    machines = {},
    volumes = [],
  } = given
  const requests = { cpu, memory: mebibytes * mebi, disk: 0 }
  return {
    name: appName(name),
    team: teamName('shop'),
    kind,
    source: `apps/${name}/app.ts`,
    scale,
    placement,
    volumes,
    sidecars: [],
    container: {
      command: null,
      env: [],
      requests,
      limits: { cpu: null, memory: requests.memory, disk: 0 },
      user: 10_001,
    },
    machines: {
      profile: null,
      architectures: null,
      share: null,
      prefersSpot: placement === 'spot',
      tolerated: [],
      ...machines,
    },
  } as unknown as ResolvedApp
}

export const modelOf = (apps: readonly ResolvedApp[], of: Cluster = cluster()): ClusterModel => ({
  cluster: of,
  apps,
  teams: [],
  functions: [],
  hosts: [],
  streams: [],
})

export const demand = (name: string, more: Partial<Demand> = {}): Demand => ({
  app: name,
  cpu: 500,
  memory: 512 * mebi,
  pods: 3,
  placement: 'spot',
  prefersSpot: true,
  profile: null,
  architectures: null,
  apart: false,
  gpu: 0,
  pinned: false,
  system: false,
  ...more,
})
