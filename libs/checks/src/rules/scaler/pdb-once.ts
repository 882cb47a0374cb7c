import { names } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'
import { selecting } from '../../objects/selecting.ts'

export const pdbOnce: Rule = {
  code: 'pdb-once',
  guards: 'no pod has two PodDisruptionBudgets: the eviction API refuses to evict it, and its node never drains',
  source: 'https://kubernetes.io/docs/tasks/run-application/configure-pdb/ (arbitrary controllers and selectors)',
  check: (cluster, report) => {
    for (const workload of cluster.workloads) {
      const found = selecting(cluster, 'PodDisruptionBudget', workload)
      if (found.length > 1)
        report(
          workload.item,
          `${workload.at}.metadata.labels`,
          'one PodDisruptionBudget for a pod',
          'narrow their selectors, or leave one',
          `labels that ${names(found.map((b) => b.name))} select`,
        )
    }
  },
}
