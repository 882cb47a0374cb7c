import type { Rule } from '../../engine/rule.ts'
import { fewestPods, scalersOf } from '../../objects/scaler.ts'
import { selecting } from '../../objects/selecting.ts'

export const prodReplicas: Rule = {
  code: 'prod-replicas',
  guards: 'in the last environment everything that can has two pods at least, and a PodDisruptionBudget',
  source: 'SYSTEM.md S4-39',
  check: (cluster, report) => {
    if (!cluster.isProd) return
    for (const workload of cluster.workloads) {
      const { item } = workload
      // A StatefulSet may be a single pod by design, and a DaemonSet has one on each node.
      if ((item.kind !== 'Deployment' && item.kind !== 'Rollout') || !cluster.isTeam(item.namespace)) continue
      const fewest = fewestPods(cluster, workload) ?? 0
      const scaler = scalersOf(cluster, item)[0]
      const field = scaler === undefined ? 'spec.replicas' : scaler.fields.min
      if (fewest < 2)
        report(
          scaler?.item ?? item,
          field,
          'two or more in prod',
          'raise it: in: { prod: { scale: { min: 2 } } }; where two would do the same work twice, take kind stateful',
          `${fewest} pods at the least`,
        )
      else if (selecting(cluster, 'PodDisruptionBudget', workload).length === 0)
        report(item, '', 'one in prod, or a drained node takes all pods at once', 'add it', 'no PodDisruptionBudget')
    }
  },
}
