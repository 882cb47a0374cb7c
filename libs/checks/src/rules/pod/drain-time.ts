import { at, graceSeconds, preStopSeconds, serving, text } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'

export const drainTime: Rule = {
  code: 'drain-time',
  guards: 'a pod that serves waits before SIGTERM, and has time left after it',
  source:
    'FIELD-NOTES A5; https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination (the hook is part ' +
    'of the grace period)',
  check: (cluster, report) => {
    for (const { item, pod, podAt, containers } of cluster.workloads) {
      const grace = graceSeconds(pod)
      for (const { spec: container, at: here, role } of containers) {
        const seconds = preStopSeconds(container)
        if (seconds !== undefined && seconds >= grace) {
          report(
            item,
            `${podAt}.terminationGracePeriodSeconds`,
            `more than the preStop hook of ${text(container.name) ?? ''} takes (${seconds} seconds)`,
            'raise it',
            `${grace} seconds`,
          )
        }
        if (
          seconds === undefined &&
          role === 'main' &&
          serving.includes(item.kind) &&
          at(container, 'lifecycle', 'preStop') === undefined
        ) {
          report(
            item,
            `${here}.lifecycle.preStop`,
            'a sleep, in which proxies learn that the pod is going',
            'add preStop: { sleep: { seconds: 10 } }',
          )
        }
      }
    }
  },
}
