import { describe, expect, it } from 'vitest'
import { canary, podOf, sample } from './sample.ts'

const spread = (hash: string) =>
  ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map((topologyKey) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'web' } },
    matchLabelKeys: [hash],
  }))
const capacity = (value: string) => [{ key: 'karpenter.sh/capacity-type', operator: 'In', values: [value] }]
const wish = {
  nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, preference: { matchExpressions: capacity('spot') } }] },
}
const must = {
  nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: capacity('on-demand') }] } },
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
    ['rolling', { kind: 'http' }, spread('pod-template-hash')],
    ['canary', { kind: 'http', release: canary }, spread('rollouts-pod-template-hash')],
    ['stateful', { kind: 'stateful' }, spread('controller-revision-hash')],
    ['cron', { kind: 'cron' }, undefined],
    ['daemon', { kind: 'daemon' }, undefined],
  ] as const)('%s: each version is spread over zones and hosts by itself, as a wish', (_, given, constraints) => {
    expect(podOf(sample(given)).spec.topologySpreadConstraints).toEqual(constraints)
  })

  it('only a daemon runs on nodes that are kept for something else', () => {
    expect(podOf(sample({ kind: 'daemon' })).spec.tolerations).toEqual([{ operator: 'Exists' }])
    expect(podOf(sample({ kind: 'http' })).spec.tolerations).toBeUndefined()
  })
})
