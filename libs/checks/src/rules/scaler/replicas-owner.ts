import { nameOf, names, scalable } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'
import { scalersOf } from '../../objects/scaler.ts'

export const replicasOwner: Rule = {
  code: 'replicas-owner',
  guards: 'the number of pods has one owner: git, an HPA or a ScaledObject',
  source: 'FIELD-NOTES A1, A12; keda#5572; kube-score deployment-targeted-by-hpa-does-not-have-replicas-configured',
  check: (cluster, report) => {
    for (const { item } of cluster.workloads) {
      if (!scalable.includes(item.kind)) continue
      const owners = scalersOf(cluster, item)
      const [first, ...more] = owners
      const { replicas } = item.spec
      if (first === undefined) {
        if (replicas === undefined)
          report(
            item,
            'spec.replicas',
            'a number of pods, as nothing else says it',
            'add it: without one there is one pod',
          )
        continue
      }
      if (replicas !== undefined)
        report(
          item,
          'spec.replicas',
          `nothing: ${nameOf(first.item)} owns the number`,
          'take it out: `scale` in app.ts with min and max makes the scaler',
        )
      if (more.length > 0)
        report(
          item,
          'spec.replicas',
          'one owner of the number of pods',
          'leave one of them',
          names(owners.map((o) => nameOf(o.item))),
        )
    }
  },
}
