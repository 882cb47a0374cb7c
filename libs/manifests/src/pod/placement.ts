import type { IPodSpec } from 'kubernetes-models/v1'
import { capacityLabel, nodeLabels } from '@slipway/fleet'
import type { ResolvedApp } from '@slipway/model'
import { selector } from '../labels.ts'

/** Each version is spread by itself. */
const hashLabel = {
  canary: 'rollouts-pod-template-hash',
  rolling: 'pod-template-hash',
  stateful: 'controller-revision-hash',
} as const

type Affinity = NonNullable<NonNullable<IPodSpec['affinity']>['nodeAffinity']>
type Spread = NonNullable<IPodSpec['topologySpreadConstraints']>[number]

const among = (key: string, values: readonly string[]) => ({ key, operator: 'In' as const, values: [...values] })

function nodeAffinity({ placement, machines }: ResolvedApp): Affinity {
  const { profile, architectures, share, prefersSpot } = machines
  const must = [
    ...(placement === 'on-demand' ? [among(capacityLabel, ['on-demand'])] : []),
    ...(architectures === null ? [] : [among('kubernetes.io/arch', architectures)]),
    ...(profile === null ? [] : [among(nodeLabels.profile, [profile])]),
  ]
  // The first pod of a share prefers on-demand, so that remainders are rounded up; the spread sends the others away.
  const wish = share !== null ? among(nodeLabels.share, ['1']) : prefersSpot ? among(capacityLabel, ['spot']) : null
  return {
    ...(must.length === 0
      ? {}
      : { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: must }] } }),
    ...(wish === null
      ? {}
      : {
          preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, preference: { matchExpressions: [wish] } }],
        }),
  }
}

const keys = {
  zones: ['topology.kubernetes.io/zone'],
  hosts: ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'],
  packed: [],
} as const

/**
 * Karpenter takes a wish as a must while it can start machines, so hosts would give every pod its own
 * (docs/field-notes.md K1: 34 machines for 42 pods, 5 without). The few pods of a stateful app may have theirs.
 */
function spreadOver({ cluster, workload, spread }: ResolvedApp): readonly string[] {
  if (spread !== null) return keys[spread]
  const packsHosts = cluster.nodes.scaler === 'karpenter' && cluster.zones.length > 1 && workload.kind !== 'stateful'
  return packsHosts ? keys.zones : keys.hosts
}

/**
 * Zones and hosts are wishes, or a lost zone blocks the rest. The on-demand share is a must: nodes stand for its
 * parts (`slipway.dev/share`), pods fill them in turn, and wait for parts without a node (`minDomains`).
 */
function spread(app: ResolvedApp, hash: string): Spread[] {
  const same = { maxSkew: 1, labelSelector: { matchLabels: selector(app) }, matchLabelKeys: [hash] }
  const { share } = app.machines
  return [
    ...(share === null
      ? []
      : [{ ...same, topologyKey: nodeLabels.share, minDomains: share, whenUnsatisfiable: 'DoNotSchedule' as const }]),
    ...spreadOver(app).map((topologyKey) => ({ ...same, topologyKey, whenUnsatisfiable: 'ScheduleAnyway' as const })),
  ]
}

/** Keeps pods of all versions on separate nodes: a pod waits for a node rather than share one. */
const apart = (app: ResolvedApp) => ({
  requiredDuringSchedulingIgnoredDuringExecution: [
    { labelSelector: { matchLabels: selector(app) }, topologyKey: 'kubernetes.io/hostname' },
  ],
})

/** Daemons belong on every node of apps; a profile's machines keep others off by a taint. */
function tolerations({ machines: { profile, tolerated } }: ResolvedApp): IPodSpec['tolerations'] {
  if (profile !== null) return [{ key: nodeLabels.profile, operator: 'Equal', value: profile, effect: 'NoSchedule' }]
  return tolerated.length === 0 ? undefined : tolerated.map((key) => ({ key, operator: 'Exists' }))
}

/** FIELD-NOTES A11. On-demand is a must; spot a wish, so that a drought leaves no pod pending. */
export function placement(app: ResolvedApp): Pick<IPodSpec, 'affinity' | 'topologySpreadConstraints' | 'tolerations'> {
  const affinity = nodeAffinity(app)
  const tolerated = tolerations(app)
  const { kind } = app.workload
  const constraints = kind === 'daemon' || kind === 'cron' ? [] : spread(app, hashLabel[kind])
  return {
    ...(Object.keys(affinity).length === 0 && !app.apart
      ? {}
      : {
          affinity: {
            ...(Object.keys(affinity).length === 0 ? {} : { nodeAffinity: affinity }),
            ...(app.apart ? { podAntiAffinity: apart(app) } : {}),
          },
        }),
    ...(tolerated === undefined ? {} : { tolerations: tolerated }),
    ...(constraints.length === 0 ? {} : { topologySpreadConstraints: constraints }),
  }
}
