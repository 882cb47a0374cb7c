import { list, number } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'
import { scalers } from '../../objects/scaler.ts'

export const scalerBounds: Rule = {
  code: 'scaler-bounds',
  guards: 'a scaler has room to move, and rests at 0 only where something can wake it',
  source:
    'https://keda.sh/docs/latest/reference/scaledobject-spec/; https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/',
  check: (cluster, report) => {
    for (const { item, min, max, fields } of scalers(cluster)) {
      if (min > max) report(item, fields.min, `at most ${fields.max} (${max})`, 'lower the one or raise the other')
      if (min >= 1) continue
      // Without pods there is no cpu or memory to measure; an HPA takes 0 only behind a feature gate.
      const wakes =
        item.kind === 'ScaledObject' && list(item.spec.triggers).some((t) => t.type !== 'cpu' && t.type !== 'memory')
      if (min < 0 || !wakes)
        report(
          item,
          fields.min,
          'at least 1',
          'raise it, or scale on something that is there without pods',
          String(min),
        )
    }
    for (const item of cluster.kind('ScaledObject')) {
      const idle = number(item.spec.idleReplicaCount)
      const min = number(item.spec.minReplicaCount) ?? 0
      if (idle !== undefined && idle >= min)
        report(item, 'spec.idleReplicaCount', `less than spec.minReplicaCount (${min})`, 'lower it, or take it out')
    }
  },
}
