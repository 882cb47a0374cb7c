import { describe, expect, it } from 'vitest'
import type { ResolvedApp } from '@slipway/model'
import { canary, podOf, sample, type Given } from '../../test/sample.ts'

const zone = 'topology.kubernetes.io/zone'
const host = 'kubernetes.io/hostname'
const spread = (hash: string, ...over: readonly string[]) =>
  over.map((topologyKey) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'web' } },
    matchLabelKeys: [hash],
  }))
const capacity = (value: string) => [{ key: 'karpenter.sh/capacity-type', operator: 'In', values: [value] }]
const wish = {
  nodeAffinity: {
    preferredDuringSchedulingIgnoredDuringExecution: [
      { weight: 100, preference: { matchExpressions: capacity('spot') } },
    ],
  },
}
const must = {
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{ matchExpressions: capacity('on-demand') }],
    },
  },
}

describe('placement', () => {
  it.each([
    ['http', { kind: 'http' }, wish],
    ['worker', { kind: 'worker' }, wish],
    ['cron', { kind: 'cron' }, wish],
    ['stateful', { kind: 'stateful' }, must],
    ['http on demand', { kind: 'http', placement: 'on-demand' }, must],
    ['stateful on spot', { kind: 'stateful', placement: 'spot' }, wish],
    ['daemon', { kind: 'daemon' }, undefined],
  ] as const)('%s: spot is a wish, on-demand a must', (_, given, affinity) => {
    expect(podOf(sample(given)).spec.affinity).toEqual(affinity)
  })

  it.each([
    ['rolling', { kind: 'http' }, spread('pod-template-hash', zone)],
    ['canary', { kind: 'http', release: canary }, spread('rollouts-pod-template-hash', zone)],
    ['stateful', { kind: 'stateful' }, spread('controller-revision-hash', zone, host)],
    ['cron', { kind: 'cron' }, undefined],
    ['daemon', { kind: 'daemon' }, undefined],
  ] as const)('%s: each version is spread by itself, as a wish', (_, given, constraints) => {
    expect(podOf(sample(given)).spec.topologySpreadConstraints).toEqual(constraints)
  })

  it.each([
    ['Karpenter, which would start a machine for each pod', { scaler: 'karpenter' }, ['a', 'b'], [zone]],
    ['Karpenter with one zone alone', { scaler: 'karpenter' }, ['a'], [zone, host]],
    ['the Cluster Autoscaler', { scaler: 'cluster-autoscaler' }, ['a', 'b'], [zone, host]],
  ] as const)('over hosts, too, but for %s', (_, nodes, zones, over) => {
    const app = sample({ kind: 'http' })
    const cluster = { ...app.cluster, zones: [...zones], nodes: { ...app.cluster.nodes, ...nodes } }
    expect(podOf({ ...app, cluster }).spec.topologySpreadConstraints?.map(({ topologyKey }) => topologyKey)).toEqual(
      over,
    )
  })

  it.each([{ kind: 'http' }, { kind: 'worker' }, { kind: 'stateful' }] as const)(
    '%j: apart, two of its pods never share a machine, whatever their version',
    (given) => {
      const [plain, apart] = [podOf(sample(given)), podOf(sample({ ...given, apart: 'host' }))]
      expect(plain.spec.affinity?.podAntiAffinity).toBeUndefined()
      expect(apart.spec.affinity).toEqual({
        ...plain.spec.affinity,
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'web' } }, topologyKey: host },
          ],
        },
      })
    },
  )

  it('only a daemon runs on nodes that are kept for something else', () => {
    expect(podOf(sample({ kind: 'daemon' })).spec.tolerations).toEqual([
      { key: 'slipway.dev/profile', operator: 'Exists' },
      { key: 'slipway.dev/spot', operator: 'Exists' },
    ])
    expect(podOf(sample({ kind: 'http' })).spec.tolerations).toBeUndefined()
  })

  const on = (given: Parameters<typeof sample>[0], machines: Partial<ResolvedApp['machines']>) => {
    const app = sample(given)
    return podOf({ ...app, machines: { ...app.machines, ...machines } }).spec
  }
  const expression = (key: string, ...values: readonly string[]) => ({ key, operator: 'In', values })

  it('asks for the machines of a profile and for processors, and may then stand beside the taint', () => {
    const { affinity, tolerations } = on({ kind: 'stateful' }, { profile: 'memory', architectures: ['arm64'] })
    expect(affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms).toEqual([
      {
        matchExpressions: [
          ...capacity('on-demand'),
          expression('kubernetes.io/arch', 'arm64'),
          expression('slipway.dev/profile', 'memory'),
        ],
      },
    ])
    expect(tolerations).toEqual([
      { key: 'slipway.dev/profile', operator: 'Equal', value: 'memory', effect: 'NoSchedule' },
    ])
  })

  it('wishes for nothing where spot is overflow', () => {
    expect(on({ kind: 'http' }, { prefersSpot: false })).not.toHaveProperty('affinity')
  })

  it('keeps a share on on-demand as a must: parts in turn, all of them waited for, on-demand first', () => {
    const { affinity, topologySpreadConstraints: constraints } = on({ kind: 'http' }, { share: 4 })
    expect(constraints?.[0]).toEqual({
      maxSkew: 1,
      minDomains: 4,
      topologyKey: 'slipway.dev/share',
      whenUnsatisfiable: 'DoNotSchedule',
      matchLabelKeys: ['pod-template-hash'],
      labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'web' } },
    })
    expect(constraints?.slice(1)).toEqual(spread('pod-template-hash', zone))
    expect(affinity?.nodeAffinity).toEqual({
      preferredDuringSchedulingIgnoredDuringExecution: [
        { weight: 100, preference: { matchExpressions: [expression('slipway.dev/share', '1')] } },
      ],
    })
  })

  it.each<[Given, readonly string[]]>([
    [{ kind: 'http', spread: 'zones' }, [zone]],
    [{ kind: 'http', spread: 'hosts' }, [zone, host]],
    [{ kind: 'worker', spread: 'packed' }, []],
    [{ kind: 'stateful', spread: 'zones' }, [zone]],
  ])('%j: spread over %j, by wish', (given, keys) => {
    const { topologySpreadConstraints: constraints = [] } = podOf(sample(given)).spec
    expect(constraints.map((c) => [c.topologyKey, c.whenUnsatisfiable])).toEqual(keys.map((k) => [k, 'ScheduleAnyway']))
  })

  it('packs, and still keeps the share on on-demand', () => {
    const { topologySpreadConstraints: constraints } = on({ kind: 'http', spread: 'packed' }, { share: 4 })
    expect(constraints?.map((c) => c.topologyKey)).toEqual(['slipway.dev/share'])
  })
})
