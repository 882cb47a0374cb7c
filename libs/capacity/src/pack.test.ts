import type { NodePool } from '@slipway/fleet'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cluster, demand, poolData, prices } from '../test/sample.ts'
import { everyNode, podsThatFit, type Resources } from './allocatable.ts'
import type { Demand } from './demand.ts'
import { type Node, pack, type ReasonCode, sharesOf } from './pack.ts'
import { accepts, canRun, type Pool, poolOf } from './pool.ts'
import { byAppAndReason } from './unschedulable.ts'
import { reasonText } from './words.ts'

const zones = ['a', 'b', 'c']
const poolsOf = (...data: readonly NodePool[]): readonly Pool[] =>
  data.map((p) => poolOf(p, cluster(), prices, everyNode))
const usual = poolsOf(
  poolData('system', { system: true }),
  poolData('base'),
  poolData('spot', { capacity: 'spot', weight: 50 }),
)

const anyPool: fc.Arbitrary<NodePool> = fc
  .record({
    capacity: fc.constantFrom('spot' as const, 'on-demand' as const),
    families: fc.constantFrom<string[]>(['m7i'], ['m7i', 'm6i'], ['m7g'], ['m7g', 'm7i'], ['r7i'], ['t3']),
    architectures: fc.constantFrom<NodePool['architectures']>(['amd64'], ['arm64'], ['amd64', 'arm64']),
    profile: fc.constantFrom(undefined, 'burstable' as const, 'memory' as const),
    cpu: fc.integer({ min: 1, max: 200 }),
    weight: fc.integer({ min: 1, max: 100 }),
    system: fc.boolean(),
    fallback: fc.boolean(),
    nodes: fc.option(
      fc
        .integer({ min: 0, max: 4 })
        .chain((min) => fc.record({ min: fc.constant(min), max: fc.integer({ min: min + 1, max: 9 }) })),
      { nil: undefined },
    ),
  })
  .map(({ profile, nodes, ...rest }) =>
    poolData('x', {
      ...rest,
      ...(profile === undefined ? {} : { profile }),
      ...(nodes === undefined ? {} : { nodes }),
    }),
  )

const anyDemand: fc.Arbitrary<Demand> = fc
  .record({
    cpu: fc.integer({ min: 1, max: 20_000 }),
    memory: fc.integer({ min: 1, max: 64 }).map((gib) => (gib * 2 ** 30) / 2),
    pods: fc.integer({ min: 1, max: 120 }),
    placement: fc.constantFrom('spot' as const, 'on-demand' as const, 'any' as const),
    prefersSpot: fc.boolean(),
    profile: fc.constantFrom(null, 'burstable', 'memory'),
    architectures: fc.constantFrom(null, ['amd64' as const], ['arm64' as const]),
    apart: fc.boolean(),
    system: fc.boolean(),
  })
  .map((more) => demand('x', more))

const estate = fc.record({
  pools: fc.array(anyPool, { maxLength: 5 }).map((all) => poolsOf(...all.map((p, i) => ({ ...p, name: `pool-${i}` })))),
  demands: fc.array(anyDemand, { maxLength: 12 }).map((all) => all.map((d, i): Demand => ({ ...d, app: `app-${i}` }))),
})

const used = (node: Node): Resources =>
  node.pods.reduce(
    (sum, { demand: d, count }) => ({
      cpu: sum.cpu + d.cpu * count,
      memory: sum.memory + d.memory * count,
      pods: sum.pods + count,
    }),
    { cpu: 0, memory: 0, pods: 0 },
  )
const poolNamed = (pools: readonly Pool[], name: string): Pool =>
  pools.find((p) => p.name === name) ?? expect.unreachable(name)
const placed = (nodes: readonly Node[], name: string) =>
  nodes
    .flatMap((n) => n.pods)
    .filter(({ demand: d }) => d.app === name)
    .reduce((sum, { count }) => sum + count, 0)

const holds = (check: (pools: readonly Pool[], demands: readonly Demand[], packed: ReturnType<typeof pack>) => void) =>
  fc.assert(fc.property(estate, ({ pools, demands }) => check(pools, demands, pack(demands, pools, zones))))

describe('pack', () => {
  it('never fills a node over its room', () => {
    holds((_, __, { nodes }) => {
      for (const node of nodes)
        for (const what of ['cpu', 'memory', 'pods'] as const)
          expect(used(node)[what]).toBeLessThanOrEqual(node.offer.allocatable[what])
    })
  })

  it('never puts two pods on one machine that have to be apart', () => {
    holds((_, __, { nodes }) => {
      for (const { pods } of nodes) for (const { demand: d, count } of pods) if (d.apart) expect(count).toBe(1)
    })
  })

  it('starts a machine for each pod that has to be apart, and tells those for whom there is none', () => {
    const pools = poolsOf(poolData('base', { nodes: { min: 0, max: 3 } }))
    const { nodes, unschedulable } = pack([demand('x', { placement: 'on-demand', pods: 5, apart: true })], pools, zones)
    expect(nodes.map(({ pods }) => pods.map(({ count }) => count))).toEqual([[1], [1], [1]])
    expect(unschedulable.reduce((sum, { pods }) => sum + pods, 0)).toBe(2)
    expect(new Set(unschedulable.map(({ reason }) => reason.code))).toEqual(new Set(['pool-limit']))
  })

  it('never loses a pod, and never makes one', () => {
    holds((_, demands, { nodes, unschedulable }) => {
      for (const { app, pods } of demands)
        expect(
          placed(nodes, app) + unschedulable.filter((l) => l.demand.app === app).reduce((sum, l) => sum + l.pods, 0),
        ).toBe(pods)
    })
  })

  it('puts pods only where taints, placement and processors let them', () => {
    holds((pools, _, { nodes }) => {
      for (const node of nodes)
        for (const { demand: d } of node.pods) {
          expect(accepts(poolNamed(pools, node.pool), d)).toBe(true)
          expect(canRun(node.offer, d)).toBe(true)
        }
    })
  })

  it('keeps the limits of every pool', () => {
    holds((pools, _, { nodes }) => {
      for (const pool of pools) {
        const own = nodes.filter((n) => n.pool === pool.name)
        expect(own.length).toBeLessThanOrEqual(pool.nodes?.max ?? Infinity)
        if (pool.nodes === null)
          expect(own.reduce((sum, n) => sum + n.offer.machine.cpu, 0)).toBeLessThanOrEqual(pool.limit?.cpu ?? Infinity)
      }
    })
  })

  it('leaves nobody out for whom there is room in the zone', () => {
    holds((pools, _, { nodes, unschedulable }) => {
      for (const l of unschedulable)
        for (const node of nodes.filter(
          (n) =>
            !(l.demand.apart && n.pods.some(({ demand: d }) => d.app === l.demand.app)) &&
            n.zone === l.zone &&
            accepts(poolNamed(pools, n.pool), l.demand) &&
            canRun(n.offer, l.demand),
        )) {
          const { allocatable } = node.offer
          const now = used(node)
          expect(
            podsThatFit(
              {
                cpu: allocatable.cpu - now.cpu,
                memory: allocatable.memory - now.memory,
                pods: allocatable.pods - now.pods,
              },
              l.demand,
            ),
          ).toBe(0)
        }
    })
  })

  it('gives every zone its part of each app', () => {
    holds((_, demands, { nodes, unschedulable }) => {
      for (const { app } of demands) {
        if (unschedulable.some((l) => l.demand.app === app)) continue
        const counts = zones.map((zone) =>
          placed(
            nodes.filter((n) => n.zone === zone),
            app,
          ),
        )
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
      }
    })
  })

  it('is the same for the same estate, whatever the order of its apps', () => {
    holds((pools, demands, packed) => {
      expect(pack([...demands].reverse(), pools, zones)).toEqual(packed)
    })
  })

  it('shares a node out without a rest', () => {
    holds((_, __, { nodes }) => {
      for (const node of nodes.filter((n) => n.pods.length > 0))
        expect([...sharesOf(node).values()].reduce((a, b) => a + b, 0)).toBeCloseTo(1)
    })
  })

  it.each<[string, Partial<Demand>, readonly string[]]>([
    ['spot where it is wished for', {}, ['spot']],
    ['on-demand where it must be', { placement: 'on-demand', prefersSpot: false }, ['base']],
    ['by weight where nothing is wished for', { placement: 'any', prefersSpot: false }, ['spot']],
  ])('takes %s', (_, more, wanted) => {
    expect([...new Set(pack([demand('web', more)], usual, zones).nodes.map((n) => n.pool))]).toEqual(wanted)
  })

  it('goes to the next pool when one is at its limit', () => {
    const small = poolsOf(poolData('base'), poolData('spot', { capacity: 'spot', weight: 50, cpu: 8 }))
    const { nodes, unschedulable } = pack([demand('web', { pods: 60 })], small, zones)
    expect(unschedulable).toEqual([])
    expect(new Set(nodes.map((n) => n.pool))).toEqual(new Set(['base', 'spot']))
  })

  it.each<[ReasonCode, string, Partial<Demand>, readonly NodePool[]]>([
    ['no-pool', 'no pool of memory', { profile: 'memory' }, [poolData('base')]],
    ['no-pool', 'no pool of on-demand', { placement: 'on-demand' }, [poolData('spot', { capacity: 'spot' })]],
    ['no-machine', 'no machine of arm64', { architectures: ['arm64'] }, [poolData('base')]],
    [
      'pod-too-large',
      'a pod is larger than the largest machine',
      { cpu: 5000 },
      [poolData('base', { sizes: ['xlarge'] })],
    ],
    ['pool-limit', 'base at the limit', { pods: 100 }, [poolData('base', { cpu: 8 })]],
  ])('says why: %s, %s', (code, text, more, data) => {
    const found = byAppAndReason(pack([demand('web', more)], poolsOf(...data), zones).unschedulable)
    expect(found.map(({ reason }) => [reason.code, reasonText(reason)])).toEqual([[code, text]])
  })

  it('takes machines whose price is known, where there are any', () => {
    const mixed = poolsOf(poolData('base', { families: ['m7a', 'm6i'] }))
    expect(new Set(pack([demand('web', { pods: 40 })], mixed, zones).nodes.map((n) => n.offer.machine.family))).toEqual(
      new Set(['m6i']),
    )
  })

  it('begins a node group at its fewest nodes', () => {
    const group = poolsOf(poolData('base', { sizes: ['large'], nodes: { min: 4, max: 6 } }))
    expect(pack([], group, zones).nodes.map((n) => n.zone)).toEqual(['a', 'b', 'c', 'a'])
  })
})

it('a machine takes no more pods than it has GPUs, and one without takes none', () => {
  const gpus = poolsOf(poolData('gpu', { families: ['g6'], sizes: ['xlarge', '12xlarge'], profile: 'gpu' }))
  const web = demand('web', { cpu: 100, memory: 2 ** 28, gpu: 1, pods: 6, profile: 'gpu' })
  const { nodes, unschedulable } = pack([web], gpus, ['a'])
  expect(unschedulable).toEqual([])
  for (const { offer, pods } of nodes)
    expect(pods.reduce((sum, { count }) => sum + count, 0)).toBeLessThanOrEqual(offer.machine.gpu)
  expect(nodes.reduce((sum, { offer }) => sum + offer.machine.gpu, 0)).toBeGreaterThanOrEqual(6)
  // No g6 has eight of these sizes; m7i has none at all.
  const many = { ...web, gpu: 8 }
  expect(pack([many], gpus, ['a']).unschedulable).toHaveLength(1)
  const plain = poolsOf(poolData('gpu', { profile: 'gpu' }))
  expect(pack([web], plain, ['a']).unschedulable).toHaveLength(1)
})
