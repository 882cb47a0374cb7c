import { type Item, nameOf } from '@slipway/kube'
import { nameKey } from '../../engine/dependency-key.ts'
import type { Rule } from '../../engine/rule.ts'

const group = (item: Item): string => (item.apiVersion.includes('/') ? (item.apiVersion.split('/')[0] ?? '') : '')

export const objectOnce: Rule = {
  code: 'object-once',
  guards: 'no object is rendered twice in a cluster: Argo CD would apply one over the other for ever',
  source: 'Argo CD user guide, "SharedResourceWarning" (diagnosis of a resource in two Applications)',
  check: (cluster, report) => {
    for (const item of cluster.items) {
      const named = cluster.by(nameKey(item.kind, item.namespace, item.name))
      if (named.length === 1) continue
      const other = named.find((one) => group(one) === group(item))
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
