import { z } from 'zod'
import { matching } from '@slipway/core'
import { sizes } from './machine.ts'

const whole = z.int().positive()

/** One of so many equal parts. */
export const onDemandShares = { '50%': 2, '33%': 3, '25%': 4, '20%': 5 } as const
type OnDemandShare = keyof typeof onDemandShares
const shareNames = Object.keys(onDemandShares) as [OnDemandShare, ...OnDemandShare[]]

const profiles = ['burstable', 'memory', 'gpu'] as const
export type Profile = (typeof profiles)[number]

const renew = z
  .strictObject({
    after: matching(/^[1-9]\d*d$/, 'the most days that a node lives, such as "30d"').optional(),
    atOnce: matching(
      /^([1-9]\d?%|100%|[1-9]\d*)$/,
      'nodes that may go at once: a share such as "10%", or a number',
    ).optional(),
    pause: z
      .array(
        z.strictObject({
          from: z.string().describe('when it begins, as a cron expression in UTC such as "0 8 * * 1-5"'),
          hours: z.int().min(1).max(168).describe('how long it lasts, in hours'),
        }),
      )
      .describe('times in which no node goes that need not')
      .optional(),
  })
  .describe('how nodes are replaced, such as { after: "30d", atOnce: "10%" }')

/** Or one node group in each zone. */
const nodePool = z.strictObject({
  name: matching(/^[a-z][-a-z0-9]*$/, 'a name of small letters, digits and dashes'),
  capacity: z.enum(['spot', 'on-demand']).describe('"spot" or "on-demand"'),
  families: z
    .array(z.string().regex(/^[a-z][a-z0-9-]*$/))
    .min(1)
    .describe('EC2 instance families, such as ["m7i", "m7a"]'),
  sizes: z.array(z.enum(sizes)).min(1).describe('EC2 sizes such as ["large", "xlarge"]; any by default').optional(),
  architectures: z
    .array(z.enum(['amd64', 'arm64']))
    .min(1)
    .default(['amd64'])
    .describe('"amd64", "arm64" or both'),
  profile: z
    .enum(profiles)
    .describe('"burstable", "memory" or "gpu": for apps that ask for it, and for no others')
    .optional(),
  cpu: whole.describe('with karpenter: the most vCPUs that the pool may grow to, a whole number').optional(),
  memory: matching(
    /^\d+[GT]i$/,
    'with karpenter: the most memory that the pool may grow to, such as "512Gi"',
  ).optional(),
  nodes: z
    .strictObject({
      min: z.int().min(0).describe('a whole number of nodes'),
      max: whole.describe('a whole number of nodes'),
    })
    .describe('with cluster-autoscaler: the fewest and the most nodes, such as { min: 2, max: 20 }')
    .optional(),
  weight: z.int().min(1).max(100).default(10).describe('1 to 100: pools with a higher weight are tried first'),
  fallback: z
    .boolean()
    .describe('with karpenter: true where a spot pool starts on-demand machines while there is no spot')
    .optional(),
  renew: renew.optional(),
  system: z.boolean().default(false).describe('true for the pool that add-ons run on'),
})
export type NodePool = z.output<typeof nodePool>

export const nodes = z.strictObject({
  scaler: z.enum(['karpenter', 'cluster-autoscaler']).describe('"karpenter" or "cluster-autoscaler"'),
  groups: z
    .enum(['managed', 'self-managed'])
    .describe('with cluster-autoscaler: whose node groups, "managed" (by EKS) or "self-managed" (Auto Scaling groups)')
    .optional(),
  role: matching(/^[\w+=,.@-]{1,64}$/, "the name of the IAM role of the cluster's nodes, not its ARN"),
  core: z
    .strictObject({
      machine: matching(/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/, 'an EC2 type such as "m7i.large"'),
      nodes: whole.describe('a whole number of nodes'),
    })
    .describe(
      'the on-demand nodes that the cluster is created with, on which its scaler runs, such as { machine: "m7i.large", nodes: 2 }',
    )
    .optional(),
  spot: z
    .enum(['first', 'overflow'])
    .describe(
      '"first": stateless apps prefer spot; "overflow": only when no on-demand node can be had; "first" by default',
    )
    .optional(),
  onDemandShare: z
    .enum([...shareNames, 'none'])
    .describe(
      `the share of each stateless app's pods that stays on on-demand: ${shareNames.map((s) => `"${s}"`).join(', ')} or "none"; from edition 2 on "25%" by default outside of the first environment`,
    )
    .optional(),
  pools: z.array(nodePool).min(1).describe('the node pools of the cluster, at least one of them on-demand'),
})
export type NodesData = z.output<typeof nodes>
/** With what the fleet's edition adds. */
export interface Nodes extends Omit<NodesData, 'onDemandShare'> {
  readonly onDemandShare?: OnDemandShare | undefined
  /** Whether the share is a default, by which no app of edition 1 lives. */
  readonly shareByDefault?: true
}

const forApps = ({ system, profile }: NodePool): boolean => !system && profile === undefined

/**
 * @param keepsBase whether a base on on-demand is the default: with spot alone, one shortage takes every pod of an app
 */
export function completeNodes({ onDemandShare, ...given }: NodesData, keepsBase: boolean): Nodes {
  if (onDemandShare === 'none') return given
  if (onDemandShare !== undefined) return { ...given, onDemandShare }
  const pools = given.pools.filter(forApps)
  const isSpot = ({ capacity }: NodePool) => capacity === 'spot'
  const fits =
    given.scaler === 'karpenter' &&
    given.spot !== 'overflow' &&
    pools.some((pool) => !isSpot(pool)) &&
    pools.some(isSpot) &&
    !pools.some((pool) => isSpot(pool) && pool.fallback === false)
  if (!keepsBase || !fits) return given
  return {
    ...given,
    onDemandShare: '25%',
    shareByDefault: true,
    pools: given.pools.map((pool) => (isSpot(pool) && forApps(pool) ? { ...pool, fallback: true } : pool)),
  }
}

/** The initial nodes of a cluster, with their default. */
export const coreOf = (of: Pick<Nodes, 'core'>): NonNullable<Nodes['core']> =>
  of.core ?? { machine: 'm7i.large', nodes: 2 }

/** Set by Karpenter and node groups, selected by apps. */
export const nodeLabels = {
  pool: 'slipway.dev/pool',
  nodes: 'slipway.dev/nodes',
  profile: 'slipway.dev/profile',
  share: 'slipway.dev/share',
} as const
/** Karpenter's; node groups get it too, so manifests do not depend on the scaler. */
export const capacityLabel = 'karpenter.sh/capacity-type'
/** For add-ons, whose charts tolerate this name. */
export const systemTaint = { key: 'CriticalAddonsOnly', value: 'true', effect: 'NoSchedule' } as const

export interface Taint {
  readonly key: string
  readonly value: string
  readonly effect: 'NoSchedule' | 'PreferNoSchedule'
}

/** The taints of a pool's nodes (SYSTEM.md S1-24). */
export function taintsOf(pool: NodePool, of: Pick<Nodes, 'spot'>): readonly Taint[] {
  return [
    ...(pool.system ? [systemTaint] : []),
    ...(pool.profile === undefined
      ? []
      : [{ key: nodeLabels.profile, value: pool.profile, effect: 'NoSchedule' as const }]),
    ...(of.spot === 'overflow' && pool.capacity === 'spot'
      ? [{ key: 'slipway.dev/spot', value: 'true', effect: 'PreferNoSchedule' as const }]
      : []),
  ]
}

/** Values of the share label; empty without a share, or a part in it. */
export function sharesOf(pool: NodePool, { onDemandShare }: Nodes): readonly string[] {
  if (onDemandShare === undefined || pool.system || pool.profile !== undefined) return []
  const parts = onDemandShares[onDemandShare]
  return pool.capacity === 'on-demand' ? ['1'] : Array.from({ length: parts - 1 }, (_, i) => String(i + 2))
}

/** Without `slipway.dev/share`, which differs by node. */
export const labelsOf = (pool: NodePool): Readonly<Record<string, string>> => ({
  [nodeLabels.pool]: pool.name,
  [nodeLabels.nodes]: pool.system ? 'system' : 'apps',
  ...(pool.profile === undefined ? {} : { [nodeLabels.profile]: pool.profile }),
  // Where the chart of the device plugin runs by its own default.
  ...(pool.profile === 'gpu' ? { 'nvidia.com/gpu.present': 'true' } : {}),
})

/** Whether a cluster starts machines with GPUs. */
export const hasGpus = ({ pools }: Pick<Nodes, 'pools'>): boolean => pools.some(({ profile }) => profile === 'gpu')
