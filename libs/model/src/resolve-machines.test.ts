import { describe, expect, it } from 'vitest'
import type { Cluster, NodePool, Edition } from '@slipway/fleet'
import type { PodSpec } from '@slipway/spec'
import { defaults } from './defaults.ts'
import { resolveMachines } from './resolve-machines.ts'
import { cron, daemon, fleet, http, stateful, worker } from '../test/sample-estate.ts'

const pool = (more: Partial<NodePool> = {}): NodePool => ({
  name: 'base',
  capacity: 'on-demand',
  families: ['m7i'],
  architectures: ['amd64'],
  weight: 10,
  system: false,
  ...more,
})
const spot = pool({ name: 'spot', capacity: 'spot' })
const arm = pool({ name: 'arm', families: ['m7g'], architectures: ['arm64'] })
const memory = pool({ name: 'big', families: ['r7i'], profile: 'memory' })
const usual = { profile: null, architectures: null, share: null, prefersSpot: true, tolerated: [] }

function resolve(
  spec: PodSpec,
  pools: readonly NodePool[],
  more: Partial<Cluster['nodes']> = {},
  edition: Edition = 1,
  taints: readonly string[] = [],
) {
  const [cluster] = fleet.clusters
  if (cluster === undefined) throw new Error('no cluster')
  const of = { ...cluster, nodes: { ...cluster.nodes, pools: [...pools], ...more } }
  return resolveMachines(spec, of, edition, spec.placement ?? defaults[edition].placement[spec.kind], taints)
}

describe('resolveMachines', () => {
  it.each<[string, PodSpec, readonly NodePool[], Partial<Cluster['nodes']>, object]>([
    ['general machines and spot', http, [pool(), spot], {}, {}],
    ['no spot for what is stateful', stateful, [pool(), spot], {}, { prefersSpot: false }],
    ['no wish for spot where it is overflow', http, [pool(), spot], { spot: 'overflow' }, { prefersSpot: false }],
    ['machines of a profile', { ...http, profile: 'memory' }, [pool(), memory], {}, { profile: 'memory' }],
    [
      'machines with GPUs, where some are asked for',
      { ...http, gpu: 1 },
      [pool(), pool({ name: 'gpu', families: ['g6'], profile: 'gpu' })],
      {},
      { profile: 'gpu' },
    ],
    ['general ones where there are none of the profile', { ...http, profile: 'memory' }, [pool()], {}, {}],
    [
      'general ones where those of the profile are spot and must not be',
      { ...stateful, profile: 'memory' },
      [pool(), { ...memory, capacity: 'spot' }],
      {},
      { prefersSpot: false },
    ],
    [
      'general ones where those of the profile have another processor',
      { ...http, profile: 'memory' },
      [pool(), { ...memory, architectures: ['arm64'] }],
      {},
      { architectures: ['amd64'] },
    ],
    [
      'what images are built for, where there is another processor',
      http,
      [pool(), arm],
      {},
      { architectures: ['amd64'] },
    ],
    [
      'nothing of processors where images are built for all',
      { ...http, architectures: ['amd64', 'arm64'] },
      [pool(), arm],
      {},
      {},
    ],
    ["the add-ons' processors are no matter to an app", http, [pool(), { ...arm, system: true }], {}, {}],
    ['a share of what is on spot', http, [pool(), spot], { onDemandShare: '25%' }, { share: 4 }],
    ['a share of workers', worker, [pool(), spot], { onDemandShare: '50%' }, { share: 2 }],
    [
      'no share of what is on-demand anyway',
      { ...http, placement: 'on-demand' },
      [pool(), spot],
      { onDemandShare: '25%' },
      { prefersSpot: false },
    ],
    ['no share of a cron, of which there is one', cron, [pool(), spot], { onDemandShare: '25%' }, {}],
    [
      'no share on machines of a profile',
      { ...http, profile: 'memory' },
      [pool(), spot, memory],
      { onDemandShare: '25%' },
      { profile: 'memory' },
    ],
  ])('%s', (_, spec, pools, more, expected) => {
    expect(resolve(spec, pools, more)).toEqual({ ...usual, ...expected })
  })

  it("a daemon is on every node of apps; on the add-ons' where the fleet gives it their taint", () => {
    const pools = [pool(), { ...arm, system: true }]
    const own = ['slipway.dev/profile', 'slipway.dev/spot']
    expect(resolve(daemon, pools)).toEqual({ ...usual, prefersSpot: false, tolerated: own })
    expect(resolve(daemon, pools, {}, 1, ['CriticalAddonsOnly'])).toEqual({
      ...usual,
      architectures: ['amd64'],
      prefersSpot: false,
      tolerated: [...own, 'CriticalAddonsOnly'],
    })
  })

  it('a share that is a default is no matter to an app of edition 1', () => {
    const byDefault = { onDemandShare: '25%', shareByDefault: true } as const
    expect([1, 2].map((edition) => resolve(http, [pool(), spot], byDefault, edition as Edition).share)).toEqual([
      null,
      4,
    ])
  })
})
