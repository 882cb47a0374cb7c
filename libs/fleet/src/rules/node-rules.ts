import { issue, show, type Issue, type Problem } from '@slipway/core'
import { architectureOf, knownFamily, machineNamed, machinesOf } from '../machine.ts'
import { coreOf, type NodePool, type NodesData } from '../nodes.ts'

type Tell = (at: string, ...problem: Problem) => void

/** Node groups lack them. */
const karpenterOnly = ['cpu', 'memory', 'fallback', 'renew'] as const

function scalerRules({ scaler, groups, pools, onDemandShare }: NodesData, tell: Tell) {
  const half = (at: string, got: string, want: string, hint: string) => tell(at, 'half-scaler', got, want, hint)
  if (scaler === 'karpenter') {
    if (groups !== undefined)
      half(
        'nodes.groups',
        show(groups),
        'no node groups: Karpenter starts the machines itself',
        'take "groups" out, or write scaler: "cluster-autoscaler"',
      )
    pools.forEach((pool, i) => {
      const at = `nodes.pools[${i}]`
      if (pool.nodes !== undefined)
        half(
          `${at}.nodes`,
          show(pool.nodes),
          'cpu and memory as the limit of a pool',
          'take "nodes" out, or write scaler: "cluster-autoscaler"',
        )
      for (const field of ['cpu', 'memory'] as const)
        if (pool[field] === undefined)
          tell(
            `${at}.${field}`,
            'no-limit',
            'nothing',
            'the most that the pool may grow to',
            `add ${field}, such as ${field === 'cpu' ? '64' : '"256Gi"'}`,
          )
    })
    return
  }
  if (groups === undefined)
    half('nodes.groups', 'nothing', '"managed" or "self-managed"', 'say whose node groups the Cluster Autoscaler grows')
  if (onDemandShare !== undefined && onDemandShare !== 'none')
    half(
      'nodes.onDemandShare',
      show(onDemandShare),
      'no share: with node groups, pods would wait for as long as there is no spot',
      'take it out, or write scaler: "karpenter"',
    )
  pools.forEach((pool, i) => {
    const at = `nodes.pools[${i}]`
    for (const field of karpenterOnly)
      if (pool[field] !== undefined)
        half(
          `${at}.${field}`,
          show(pool[field]),
          'nodes: { min, max } as the size of a group',
          `take "${field}" out, or write scaler: "karpenter"`,
        )
    if (pool.nodes === undefined)
      half(`${at}.nodes`, 'nothing', 'the fewest and the most nodes', 'add nodes, such as { min: 0, max: 10 }')
    if (pool.architectures.length > 1)
      half(
        `${at}.architectures`,
        show(pool.architectures),
        'one: the machines of a group must be alike',
        'make two pools of it',
      )
    const memories = new Set(machinesOf(pool.families, pool.sizes).map((m) => m.memory))
    if (pool.sizes?.length === 1 && memories.size > 1)
      half(
        `${at}.families`,
        show(pool.families),
        'families with as much memory for a vCPU: the machines of a group must be alike',
        'make a pool of each sort',
      )
    // The Cluster Autoscaler simulates one machine type a group (its FAQ, "mixed instances").
    if (pool.sizes?.length !== 1)
      half(
        `${at}.sizes`,
        show(pool.sizes),
        'one size: the machines of a group must be alike',
        'write one, such as ["xlarge"]',
      )
  })
}

function spotRules({ scaler, spot, onDemandShare, pools }: NodesData, tell: Tell) {
  const apps = pools.filter((p) => !p.system && p.profile === undefined)
  const spots = apps.filter((p) => p.capacity === 'spot')
  const steady = apps.filter((p) => p.capacity === 'on-demand')
  pools.forEach((pool, i) => {
    const at = `nodes.pools[${i}]`
    if (pool.capacity === 'spot' && pool.families.length < 2)
      tell(
        `${at}.families`,
        'one-family',
        show(pool.families),
        'several families, or one shortage takes all of the spot nodes',
        'add families of about the same size',
      )
    if (pool.system && pool.capacity === 'spot')
      tell(
        `${at}.capacity`,
        'system-on-spot',
        show(pool.capacity),
        '"on-demand" for the pool that add-ons run on',
        'correct it',
      )
    if (pool.fallback === true && pool.capacity !== 'spot')
      tell(`${at}.fallback`, 'no-fallback', 'a pool that is on-demand', 'a spot pool', 'take "fallback" out')
  })
  if (spot === 'overflow') {
    const at = 'nodes.spot'
    if (spots.length === 0 || steady.length === 0)
      tell(
        at,
        'overflow',
        `${spots.length} spot and ${steady.length} on-demand pools for apps`,
        'one of each at least',
        'add one, or take "spot" out',
      )
    const low = Math.min(...steady.map((p) => p.weight))
    if (spots.some((p) => p.weight >= low))
      tell(
        at,
        'overflow',
        'a spot pool that is tried before on-demand',
        'on-demand pools with the higher weight',
        'swap the weights, or take "spot" out',
      )
    if (onDemandShare !== undefined && onDemandShare !== 'none')
      tell(
        'nodes.onDemandShare',
        'overflow',
        'a share, and spot: "overflow"',
        'one of the two',
        'take one of the two out',
      )
  }
  if (onDemandShare === undefined || onDemandShare === 'none' || scaler !== 'karpenter') return
  if (spots.length === 0 || steady.length === 0)
    tell(
      'nodes.onDemandShare',
      'share',
      `${spots.length} spot and ${steady.length} on-demand pools for apps`,
      'one of each at least',
      'add one, or take the share out',
    )
  pools.forEach((pool, i) => {
    if (spots.includes(pool) && pool.fallback !== true)
      tell(
        `nodes.pools[${i}].fallback`,
        'share',
        show(pool.fallback),
        'true: else pods would wait for as long as there is no spot',
        'add fallback: true',
      )
  })
}

/** SYSTEM.md S0-17; r and x are memory-optimised. */
const familiesOf = {
  burstable: [/^t\d/, 'families such as t3, t3a and t4g'],
  memory: [/^[rx]\d/, 'families such as r7i, r7a and r7g'],
  gpu: [/^[gp]\d/, 'families such as g5 and g6'],
} as const

function machineRules({ pools }: NodesData, tell: Tell) {
  pools.forEach((pool: NodePool, i) => {
    const at = `nodes.pools[${i}]`
    const { profile } = pool
    if (profile !== undefined) {
      const [pattern, want] = familiesOf[profile]
      const odd = pool.families.filter((f) => !pattern.test(f))
      if (odd.length > 0) tell(`${at}.families`, 'profile', show(odd), want, 'correct them, or take "profile" out')
      if (pool.system)
        tell(`${at}.profile`, 'profile', show(profile), 'none for the pool that add-ons run on', 'take "profile" out')
    }
    if (!pool.families.every(knownFamily)) return
    const has = new Set(pool.families.map(architectureOf))
    for (const one of pool.architectures)
      if (!has.has(one))
        tell(
          `${at}.architectures`,
          'architecture',
          show(one),
          `a family of ${one} among ${show(pool.families)}`,
          'add a family, or take it out',
        )
    for (const family of pool.families)
      if (!pool.architectures.some((a) => a === architectureOf(family)))
        tell(
          `${at}.families`,
          'architecture',
          show(family),
          `"${architectureOf(family)}" in architectures`,
          'add it there, or take the family out',
        )
  })
}

/** A scaler cannot start the nodes that it runs on, and a single one is missing while it is replaced. */
function systemRules(all: NodesData, quiet: boolean, tell: Tell) {
  const core = coreOf(all)
  const least = quiet ? 1 : 2
  if (core.nodes < least)
    tell(
      'nodes.core.nodes',
      'system-minimum',
      String(core.nodes),
      `at least ${least} nodes, where people are paged`,
      'raise it',
    )
  if (
    all.core !== undefined &&
    knownFamily(core.machine.split('.')[0] ?? '') &&
    machineNamed(core.machine) === undefined
  )
    tell('nodes.core.machine', 'machine', show(core.machine), 'a type with a size, such as "m7i.large"', 'correct it')
  all.pools.forEach(({ nodes }, i) => {
    if (nodes !== undefined && nodes.min > nodes.max)
      tell(
        `nodes.pools[${i}].nodes.min`,
        'min-over-max',
        String(nodes.min),
        `at most nodes.max (${nodes.max})`,
        'lower min or raise max',
      )
  })
}

/** The rules between fields of a cluster's nodes. @param quiet the cluster's own */
export function nodeIssues(file: string, nodes: NodesData, quiet: boolean): Issue[] {
  const found: Issue[] = []
  const tell: Tell = (at, code, got, want, hint) => void found.push(issue(file, at, code, got, want, hint))
  scalerRules(nodes, tell)
  spotRules(nodes, tell)
  machineRules(nodes, tell)
  systemRules(nodes, quiet, tell)
  return found
}
