import type { Item } from '../item.ts'
import type { Rule } from '../rule.ts'
import { fields, names } from '../value.ts'
import type { Workload } from '../workload.ts'

export const pdbOnce: Rule = {
  code: 'pdb-once',
  guards: 'no pod has two PodDisruptionBudgets: the eviction API refuses to evict it, and its node never drains',
  source: 'https://kubernetes.io/docs/tasks/run-application/configure-pdb/ (arbitrary controllers and selectors)',
  check: (cluster, report) => {
    const budgets = new Map<Workload, Item[]>()
    for (const item of cluster.kind('PodDisruptionBudget')) {
      for (const w of cluster.selected(item.namespace, fields(item.spec.selector))) budgets.set(w, [...(budgets.get(w) ?? []), item])
    }
    for (const [workload, found] of budgets) {
      if (found.length > 1)
        report(
          workload.item,
          `${workload.at}.metadata.labels`,
          `labels that ${names(found.map((b) => b.name))} select`,
          'one PodDisruptionBudget for a pod',
          'narrow their selectors, or leave one',
        )
    }
  },
}
