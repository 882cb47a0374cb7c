import type { Rule } from '../../engine/rule.ts'

export const pdbInteger: Rule = {
  code: 'pdb-integer',
  guards: 'a PodDisruptionBudget counts in whole pods, and never protects pods that do not work',
  source: 'FIELD-NOTES A5; argo-rollouts#4270 (percentages flap); kube-linter pdb-unhealthy-pod-eviction-policy',
  check: (cluster, report) => {
    for (const item of cluster.kind('PodDisruptionBudget')) {
      const given = (['maxUnavailable', 'minAvailable'] as const).filter((field) => item.spec[field] !== undefined)
      if (given.length !== 1)
        report(
          item,
          'spec',
          'one of maxUnavailable and minAvailable',
          'say maxUnavailable: 1',
          given.length === 0 ? 'nothing' : 'both maxUnavailable and minAvailable',
        )
      for (const field of given) {
        if (!Number.isInteger(item.spec[field]))
          report(item, `spec.${field}`, 'a whole number of pods', 'say maxUnavailable: 1')
      }
      if (item.spec.unhealthyPodEvictionPolicy !== 'AlwaysAllow') {
        report(
          item,
          'spec.unhealthyPodEvictionPolicy',
          '"AlwaysAllow": a pod that never got ready would hold its node',
          'add it',
        )
      }
    }
  },
}
