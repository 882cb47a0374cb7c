import { describe, expect, it } from 'vitest'
import { nodeIssues } from './node-rules.ts'
import { nodes as schema, type NodesData } from '../nodes.ts'

type Pool = NodesData['pools'][number]
const pool = (name: string, more: Partial<Pool> = {}): Partial<Pool> => ({
  name,
  capacity: 'on-demand',
  families: ['m7i', 'm7a'],
  cpu: 64,
  memory: '256Gi',
  ...more,
})
const spot = (more: Partial<Pool> = {}) => pool('spot', { capacity: 'spot', weight: 50, ...more })
const group = (name: string, more: Partial<Pool> = {}): Partial<Pool> => ({
  name,
  capacity: 'on-demand',
  families: ['m7i'],
  sizes: ['xlarge'],
  nodes: { min: 1, max: 9 },
  ...more,
})

const karpenter = (...pools: readonly Partial<Pool>[]): Partial<NodesData> => ({
  scaler: 'karpenter',
  pools: pools as Pool[],
})
const groups = (...pools: readonly Partial<Pool>[]): Partial<NodesData> => ({
  scaler: 'cluster-autoscaler',
  groups: 'managed',
  pools: pools as Pool[],
})

const told = (nodes: Partial<NodesData>, quiet = false) =>
  nodeIssues('fleet/clusters/x.ts', schema.parse({ role: 'node', ...nodes }), quiet).map(
    (i) => `${i.at} [${i.code}] ${i.hint}`,
  )

describe('nodeIssues', () => {
  it.each<[string, Partial<NodesData>]>([
    ['Karpenter as it usually is', karpenter(pool('system', { system: true }), pool('base'), spot())],
    ['a share that stays', { ...karpenter(pool('base'), spot({ fallback: true })), onDemandShare: '25%' }],
    ['spot as overflow', { ...karpenter(pool('base', { weight: 60 }), spot()), spot: 'overflow' }],
    [
      'classes of machines',
      karpenter(
        pool('base'),
        pool('burst', { profile: 'burstable', families: ['t3', 't3a'] }),
        pool('big', { profile: 'memory', families: ['r7i'] }),
      ),
    ],
    ['both processors', karpenter(pool('base', { families: ['m7i', 'm7g'], architectures: ['amd64', 'arm64'] }))],
    ['managed groups', groups(group('base'))],
    [
      'self-managed groups with spot',
      {
        ...groups(group('base'), group('spot', { capacity: 'spot', families: ['m7i', 'm6i'] })),
        groups: 'self-managed',
      },
    ],
    ['a family that we do not know', karpenter(pool('base', { families: ['p5en'] }))],
  ])('lets pass: %s', (_, nodes) => {
    expect(told(nodes)).toEqual([])
  })

  it.each<[string, Partial<NodesData>, ...string[]]>([
    [
      'groups and Karpenter',
      { ...karpenter(pool('base')), groups: 'managed' },
      'nodes.groups [half-scaler] take "groups" out, or write scaler: "cluster-autoscaler"',
    ],
    [
      'a size and Karpenter',
      karpenter(pool('base', { nodes: { min: 1, max: 2 } })),
      'nodes.pools[0].nodes [half-scaler] take "nodes" out, or write scaler: "cluster-autoscaler"',
    ],
    [
      'Karpenter without limits',
      karpenter({ name: 'base', capacity: 'on-demand', families: ['m7i'] }),
      'nodes.pools[0].cpu [no-limit] add cpu, such as 64',
      'nodes.pools[0].memory [no-limit] add memory, such as "256Gi"',
    ],
    [
      "nobody's groups",
      { ...groups(group('base')), groups: undefined },
      'nodes.groups [half-scaler] say whose node groups the Cluster Autoscaler grows',
    ],
    [
      'limits and groups',
      groups(group('base', { cpu: 64, memory: '64Gi' })),
      'nodes.pools[0].cpu [half-scaler] take "cpu" out, or write scaler: "karpenter"',
      'nodes.pools[0].memory [half-scaler] take "memory" out, or write scaler: "karpenter"',
    ],
    [
      'groups without a size',
      groups({ name: 'base', capacity: 'on-demand', families: ['m7i'], sizes: ['xlarge'] }),
      'nodes.pools[0].nodes [half-scaler] add nodes, such as { min: 0, max: 10 }',
    ],
    [
      'machines of a group that are not alike',
      groups(group('base', { sizes: ['large', 'xlarge'] })),
      'nodes.pools[0].sizes [half-scaler] write one, such as ["xlarge"]',
    ],
    [
      'a share and groups',
      { ...groups(group('base')), onDemandShare: '50%' },
      'nodes.onDemandShare [half-scaler] take it out, or write scaler: "karpenter"',
    ],
    [
      'min over max',
      groups(group('base', { nodes: { min: 3, max: 2 } })),
      'nodes.pools[0].nodes.min [min-over-max] lower min or raise max',
    ],
    [
      'spot of one family',
      karpenter(pool('base'), spot({ families: ['m7i'] })),
      'nodes.pools[1].families [one-family] add families of about the same size',
    ],
    [
      'add-ons on spot',
      karpenter(pool('base'), spot({ system: true })),
      'nodes.pools[1].capacity [system-on-spot] correct it',
    ],
    [
      'a fallback of on-demand',
      karpenter(pool('base', { fallback: true })),
      'nodes.pools[0].fallback [no-fallback] take "fallback" out',
    ],
    [
      'overflow that comes first',
      { ...karpenter(pool('base'), spot()), spot: 'overflow' },
      'nodes.spot [overflow] swap the weights, or take "spot" out',
    ],
    [
      'overflow into nothing',
      { ...karpenter(pool('base')), spot: 'overflow' },
      'nodes.spot [overflow] add one, or take "spot" out',
    ],
    [
      'a share without spot',
      { ...karpenter(pool('base')), onDemandShare: '50%' },
      'nodes.onDemandShare [share] add one, or take the share out',
    ],
    [
      'a share that a drought stops',
      { ...karpenter(pool('base'), spot()), onDemandShare: '50%' },
      'nodes.pools[1].fallback [share] add fallback: true',
    ],
    [
      'a share and overflow',
      { ...karpenter(pool('base', { weight: 60 }), spot({ fallback: true })), spot: 'overflow', onDemandShare: '50%' },
      'nodes.onDemandShare [overflow] take one of the two out',
    ],
    [
      'memory on general machines',
      karpenter(pool('base'), pool('big', { profile: 'memory', families: ['m5'] })),
      'nodes.pools[1].families [profile] correct them, or take "profile" out',
    ],
    [
      'a profile for add-ons',
      karpenter(pool('base'), pool('big', { profile: 'memory', families: ['r7i'], system: true })),
      'nodes.pools[1].profile [profile] take "profile" out',
    ],
    [
      'a processor without machines',
      karpenter(pool('base', { architectures: ['amd64', 'arm64'] })),
      'nodes.pools[0].architectures [architecture] add a family, or take it out',
    ],
    [
      'machines without their processor',
      karpenter(pool('base', { families: ['m7i', 'm7g'] })),
      'nodes.pools[0].families [architecture] add it there, or take the family out',
    ],
    [
      'one node for the scaler',
      { ...karpenter(pool('base')), core: { machine: 'm7i.large', nodes: 1 } },
      'nodes.core.nodes [system-minimum] raise it',
    ],
    [
      'a machine that is none',
      { ...karpenter(pool('base')), core: { machine: 'm7i.huge', nodes: 2 } },
      'nodes.core.machine [machine] correct it',
    ],
  ])('refuses: %s', (_, nodes, ...lines) => {
    expect(told(nodes)).toEqual(lines)
  })

  it('wants one processor in a group', () => {
    expect(told(groups(group('base', { families: ['m7i', 'm7g'], architectures: ['amd64', 'arm64'] })))).toEqual([
      'nodes.pools[0].architectures [half-scaler] make two pools of it',
    ])
  })

  it('wants machines of one size in a group, memory too', () => {
    expect(told(groups(group('base', { families: ['m7i', 'c7i', 'r7i'] })))).toEqual([
      'nodes.pools[0].families [half-scaler] make a pool of each sort',
    ])
  })

  it('lets one node be enough where nobody is paged', () => {
    expect(told({ ...karpenter(pool('base')), core: { machine: 'm7i.large', nodes: 1 } }, true)).toEqual([])
  })
})
