import { suggestion } from '@slipway/core'
import { text } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'

/** https://kubernetes.io/docs/tasks/administer-cluster/guaranteed-scheduling-critical-addon-pods/ */
const builtIn = ['system-cluster-critical', 'system-node-critical']

export const priorityClass: Rule = {
  code: 'priority-class',
  guards: 'the PriorityClass that a pod names exists: the API server refuses the pod otherwise',
  source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/#pod-priority',
  check: (cluster, report) => {
    const known = [...builtIn, ...cluster.every('PriorityClass').map((p) => p.name)]
    for (const { item, pod, podAt } of cluster.workloads) {
      const name = text(pod.priorityClassName)
      if (name === undefined || known.includes(name)) continue
      report(item, `${podAt}.priorityClassName`, 'a PriorityClass of the cluster', suggestion(name, known))
    }
  },
}
