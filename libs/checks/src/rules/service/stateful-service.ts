import { suggestion } from '@slipway/core'
import { text } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'

export const statefulService: Rule = {
  code: 'stateful-service',
  guards: "a StatefulSet's pods get their names from a headless Service that is there and selects them",
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#limitations',
  check: (cluster, report) => {
    for (const item of cluster.kind('StatefulSet')) {
      const name = text(item.spec.serviceName)
      const service = name === undefined ? undefined : cluster.find('Service', item.namespace, name)
      if (service === undefined) {
        const all = cluster.kindIn('Service', item.namespace).map((s) => s.name)
        report(
          item,
          'spec.serviceName',
          `a Service in ${item.namespace}`,
          name === undefined ? 'name one' : suggestion(name, all),
        )
        continue
      }
      if (service.spec.clusterIP !== 'None')
        report(
          service,
          'spec.clusterIP',
          `"None", as StatefulSet ${item.name} names its pods by it`,
          'make it headless',
        )
      const workload = cluster.workload(item)
      if (workload === undefined || cluster.selected(item.namespace, service.spec.selector).includes(workload)) continue
      report(item, 'spec.serviceName', 'a Service that selects its pods', 'correct the selector of the Service')
    }
  },
}
