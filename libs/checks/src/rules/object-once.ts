import { nameOf, type Item } from '../item.ts'
import type { Rule } from '../rule.ts'

const group = (item: Item): string => (item.apiVersion.includes('/') ? (item.apiVersion.split('/')[0] ?? '') : '')

export const objectOnce: Rule = {
  code: 'object-once',
  guards: 'no object is rendered twice in a cluster: Argo CD would apply one over the other for ever',
  source: 'Argo CD user guide, "SharedResourceWarning" (diagnosis of a resource in two Applications)',
  check: (cluster, report) => {
    const seen = new Map<string, Item>()
    for (const item of cluster.items) {
      const id = `${group(item)} ${nameOf(item)}`
      const other = seen.get(id)
      if (other === undefined) seen.set(id, item)
      else
        report(item, 'metadata.name', nameOf(item), `each object once (${other.path} has it, too)`, 'rename one of the two, or take it out')
    }
  },
}
