import { at, text } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'

export const scalerFallback: Rule = {
  code: 'scaler-fallback',
  guards: 'no pods are taken away because their number cannot be known',
  source:
    'FIELD-NOTES N9; https://keda.sh/docs/2.20/reference/scaledobject-spec/#fallback (a static number scales in, too)',
  check: (cluster, report) => {
    for (const item of cluster.kind('ScaledObject')) {
      if (item.spec.fallback === undefined) continue
      const behavior = text(at(item.spec.fallback, 'behavior'))
      if (behavior === undefined || behavior === 'static' || behavior === 'currentReplicasIfLower')
        report(item, 'spec.fallback.behavior', '"currentReplicasIfHigher"', 'say it')
    }
  },
}
