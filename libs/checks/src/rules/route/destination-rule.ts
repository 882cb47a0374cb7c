import { fields, list, nameOf, selectorText, text } from '@slipway/kube'
import { hostKey } from '../../engine/dependency-key.ts'
import type { Rule } from '../../engine/rule.ts'
import { destinationOf, mayBeExternal } from '../../objects/mesh-host.ts'
import { fullHost } from '../../objects/virtual-service.ts'

export const destinationRule: Rule = {
  code: 'destination-rule',
  guards: 'each host has one DestinationRule at most, the host is there, and its subsets have pods',
  source:
    'https://istio.io/latest/docs/ops/best-practices/traffic-management/ (a second rule is dropped or merged); istioctl IST0101',
  check: (cluster, report) => {
    for (const item of cluster.kind('DestinationRule')) {
      const said = text(item.spec.host) ?? ''
      const host = fullHost(said, item.namespace)
      const [owner] = cluster
        .by(hostKey('DestinationRule', host))
        .filter((one) => one.spec.workloadSelector === undefined)
      const other = item.spec.workloadSelector === undefined && owner !== item ? owner : undefined
      if (other !== undefined)
        report(item, 'spec.host', `one DestinationRule for a host (${nameOf(other)} has it, too)`, 'leave one')
      const found = destinationOf(cluster, said, item.namespace)
      if (found === undefined && !mayBeExternal(cluster, said, item.namespace) && !said.startsWith('*')) {
        report(
          item,
          'spec.host',
          'the host of a Service or ServiceEntry that is there',
          'correct the host, or take the object out',
        )
      }
      if (found?.item.kind !== 'Service') continue
      for (const [i, subset] of list(item.spec.subsets).entries()) {
        const labels = fields(subset.labels)
        // Rollouts fills in the labels of the subsets that it manages.
        if (Object.keys(labels).length === 0) continue
        const both = { ...fields(found.item.spec.selector), ...labels }
        if (cluster.selected(found.item.namespace, both).length > 0) continue
        report(
          item,
          `spec.subsets[${i}].labels`,
          `labels that pods of ${nameOf(found.item)} have`,
          'correct the labels',
          selectorText(labels),
        )
      }
    }
  },
}
