import type { IPodSpec } from 'kubernetes-models/v1'
import type { ResolvedApp } from '@slipway/model'
import { selector } from './labels.ts'

/** Karpenter's well-known label (https://karpenter.sh/docs/concepts/scheduling/#well-known-labels); KWOK nodes in the rehearsal carry it too. */
const capacityType = 'karpenter.sh/capacity-type'

/** The label that tells the pods of one version from the next, so that each version is spread by itself. */
const hashLabel = { canary: 'rollouts-pod-template-hash', rolling: 'pod-template-hash', stateful: 'controller-revision-hash' } as const

/**
 * Where pods may run (FIELD-NOTES A11). On-demand is a must; spot is a wish, so that a spot drought never leaves a pod pending. Spread over zones
 * and hosts is a wish too, or one lost zone would block the rest.
 */
export function placement(app: ResolvedApp): Pick<IPodSpec, 'affinity' | 'topologySpreadConstraints' | 'tolerations'> {
  const on = (value: string) => [{ key: capacityType, operator: 'In' as const, values: [value] }]
  const affinity =
    app.placement === 'on-demand'
      ? { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: on('on-demand') }] } }
      : { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, preference: { matchExpressions: on('spot') } }] }
  const { kind } = app.workload
  return {
    ...(app.placement === 'any' ? {} : { affinity: { nodeAffinity: affinity } }),
    // A daemon belongs on every node, whatever the node is kept for.
    ...(kind === 'daemon' ? { tolerations: [{ operator: 'Exists' as const }] } : {}),
    ...(kind === 'daemon' || kind === 'cron'
      ? {}
      : {
          topologySpreadConstraints: ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map((topologyKey) => ({
            maxSkew: 1,
            topologyKey,
            whenUnsatisfiable: 'ScheduleAnyway' as const,
            labelSelector: { matchLabels: selector(app) },
            matchLabelKeys: [hashLabel[kind]],
          })),
        }),
  }
}
