import { fields, nameOf, number } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'
import { fewestPods, scalersOf } from '../../objects/scaler.ts'

export const pdbRoom: Rule = {
  code: 'pdb-room',
  guards: 'a PodDisruptionBudget lets one pod go, and there are two for it to choose from',
  source:
    'DESIGN 3; kube-linter pdb-max-unavailable, pdb-min-available; polaris pdbMinAvailableGreaterThanHPAMinReplicas',
  check: (cluster, report) => {
    for (const item of cluster.kind('PodDisruptionBudget')) {
      const most = number(item.spec.maxUnavailable)
      const least = number(item.spec.minAvailable)
      if (most !== undefined && most < 1)
        report(
          item,
          'spec.maxUnavailable',
          'at least 1: no node with such a pod could ever be drained',
          'say maxUnavailable: 1',
        )
      for (const workload of cluster.selected(item.namespace, fields(item.spec.selector))) {
        const fewest = fewestPods(cluster, workload)
        if (fewest === undefined) continue
        const name = nameOf(workload.item)
        if (least !== undefined && least >= fewest)
          report(item, 'spec.minAvailable', `less than the fewest pods of ${name} (${fewest})`, 'say maxUnavailable: 1')
        const highest = scalersOf(cluster, workload.item)[0]?.max ?? fewest
        if (highest < 2)
          report(
            item,
            'spec.selector',
            'two pods or more, or no PodDisruptionBudget',
            'raise the number of pods, or take this out',
            `${name}, which has ${highest} pods at most`,
          )
      }
    }
  },
}
