import { suggestion } from '@slipway/core'
import { fields, isEmpty, list, portNames, text } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'

export const servicePorts: Rule = {
  code: 'service-ports',
  guards: "a Service's target ports are ports of the pods, and its own ports have a name and number each",
  source:
    'kube-linter invalid-target-ports; https://kubernetes.io/docs/concepts/services-networking/service/#multi-port-services',
  check: (cluster, report) => {
    for (const item of cluster.kind('Service')) {
      const ports = list(item.spec.ports)
      for (const field of ['name', 'port']) {
        const seen = new Map<unknown, number>()
        for (const [i, port] of ports.entries()) {
          const id = field === 'name' ? port.name : `${String(port.port)}/${text(port.protocol) ?? 'TCP'}`
          if (field === 'name' && id === undefined && ports.length > 1)
            report(item, `spec.ports[${i}].name`, 'a name, as there is more than one port', 'add it')
          else if (seen.has(id))
            report(
              item,
              `spec.ports[${i}].${field}`,
              `each ${field} once (ports[${seen.get(id) ?? 0}] has it, too)`,
              'change one of the two',
            )
          seen.set(id, i)
        }
      }
      if (isEmpty(item.spec.selector)) continue
      for (const workload of cluster.selected(item.namespace, fields(item.spec.selector))) {
        const known = portNames(workload)
        for (const [i, { targetPort }] of ports.entries()) {
          if (typeof targetPort !== 'string' || known.has(targetPort)) continue
          report(
            item,
            `spec.ports[${i}].targetPort`,
            `a port of ${workload.item.kind} ${workload.item.name}`,
            suggestion(targetPort, [...known]),
          )
        }
      }
    }
  },
}
