import { groupOf, nameOf } from '@slipway/kube'
import { nameKey } from '../../engine/dependency-key.ts'
import type { Rule } from '../../engine/rule.ts'

export const objectOnce: Rule = {
  code: 'object-once',
  guards: 'no object is rendered twice in a cluster: Argo CD would apply one over the other for ever',
  source: 'Argo CD user guide, "SharedResourceWarning" (diagnosis of a resource in two Applications)',
  check: (cluster, report) => {
    for (const item of cluster.items) {
      const key = nameKey(item.kind, item.namespace, item.name)
      if (cluster.count(key) === 1) continue
      const other = cluster.by(key).find((one) => groupOf(one.apiVersion) === groupOf(item.apiVersion))
      if (other !== undefined && other !== item)
        report(
          item,
          'metadata.name',
          `each object once (${other.path} has it, too)`,
          'rename one of the two, or take it out',
          nameOf(item),
        )
    }
  },
}
