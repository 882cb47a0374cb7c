import { expect, it } from 'vitest'
import { fleetFiles, release, told, web } from '../../test/temporary-estate.ts'

const prod = fleetFiles['fleet/clusters/prod.ts'] as { nodes: { pools: readonly object[] } }
const gpus = { name: 'gpu', profile: 'gpu', capacity: 'on-demand', families: ['g6'], cpu: 64, memory: '256Gi' }
const withPool = { ...prod, nodes: { ...prod.nodes, pools: [...prod.nodes.pools, gpus] } }
const fleet = fleetFiles['fleet/fleet.ts'] as { teams: { shop: { quota: object } } }
const { shop } = fleet.teams
const quotaOf = (quota: object) => ({
  ...fleet,
  teams: { ...fleet.teams, shop: { ...shop, quota: { ...shop.quota, ...quota } } },
})
const app = {
  'apps/web/app.ts': { ...web, gpu: 1 },
  'apps/web/releases/dev.json': release,
  'apps/web/releases/prod.json': release,
}

it('GPUs are asked for where a pool has them', async () => {
  expect(await told({ ...app, 'fleet/clusters/prod.ts': withPool })).toEqual([
    'apps/web/app.ts: gpu [gpu-pool] add one to fleet/clusters/dev.ts',
  ])
})

it('GPUs are asked for by a team that has a number of them', async () => {
  expect(
    await told({ ...app, 'fleet/fleet.ts': quotaOf({ devices: undefined }), 'fleet/clusters/prod.ts': withPool }),
  ).toEqual([
    'apps/web/app.ts: gpu [gpu-pool] add one to fleet/clusters/dev.ts',
    'apps/web/app.ts: gpu [gpu-quota] have the platform write quota: { devices: { "nvidia.com/gpu": ... } } for shop in fleet/fleet.ts: how many all of its pods may hold together',
  ])
})

it('devices of a quota are numbers, and huge pages memory', async () => {
  const devices = { 'nvidia.com/gpu': 1, 'aws.amazon.com/neuroncore': 2, 'hugepages-2Mi': '4Gi' }
  expect(await told({ 'fleet/fleet.ts': quotaOf({ devices }) })).toEqual([])
  expect((await told({ 'fleet/fleet.ts': quotaOf({ devices: { gpu: 1, 'nvidia.com/gpu': 0 } }) })).length).toBe(2)
  for (const mixed of [{ 'nvidia.com/gpu': '4Gi' }, { 'hugepages-2Mi': 4 }])
    expect((await told({ 'fleet/fleet.ts': quotaOf({ devices: mixed }) })).length).toBe(1)
})

it('a pool of GPUs has families of them', async () => {
  const wrong = { ...withPool, nodes: { ...prod.nodes, pools: [...prod.nodes.pools, { ...gpus, families: ['m7i'] }] } }
  expect(await told({ 'fleet/clusters/prod.ts': wrong })).toEqual([
    'fleet/clusters/prod.ts: nodes.pools[1].families [profile] correct them, or take "profile" out',
  ])
})
