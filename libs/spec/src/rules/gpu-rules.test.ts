import { expect, it } from 'vitest'
import { fleetFiles, release, told, web } from '../../test/temporary-estate.ts'

const prod = fleetFiles['fleet/clusters/prod.ts'] as { nodes: { pools: readonly object[] } }
const gpus = { name: 'gpu', profile: 'gpu', capacity: 'on-demand', families: ['g6'], cpu: 64, memory: '256Gi' }
const withPool = { ...prod, nodes: { ...prod.nodes, pools: [...prod.nodes.pools, gpus] } }
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

it('a pool of GPUs has families of them', async () => {
  const wrong = { ...withPool, nodes: { ...prod.nodes, pools: [...prod.nodes.pools, { ...gpus, families: ['m7i'] }] } }
  expect(await told({ 'fleet/clusters/prod.ts': wrong })).toEqual([
    'fleet/clusters/prod.ts: nodes.pools[1].families [profile] correct them, or take "profile" out',
  ])
})
