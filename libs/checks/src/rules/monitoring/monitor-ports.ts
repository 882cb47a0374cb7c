import { suggestion } from '@slipway/core'
import { fields, isEmpty, labelsOf, list, matches, portNames, text } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'

/**
 * Injected into every pod
 * (https://istio.io/latest/docs/ops/deployment/application-requirements/#ports-used-by-istio).
 */
const injected = new Set(['http-envoy-prom'])

export const monitorPorts: Rule = {
  code: 'monitor-ports',
  guards: 'monitors scrape ports that exist: a wrong name is no error anywhere, only silence',
  source: 'https://prometheus-operator.dev/docs/api-reference/api/ (PodMetricsEndpoint.port, Endpoint.port)',
  check: (cluster, report) => {
    for (const item of cluster.kind('PodMonitor')) {
      if (item.spec.namespaceSelector !== undefined || isEmpty(item.spec.selector)) continue
      for (const workload of cluster.selected(item.namespace, item.spec.selector)) {
        const known = portNames(workload)
        for (const [i, { port }] of list(item.spec.podMetricsEndpoints).entries()) {
          if (typeof port !== 'string' || known.has(port) || injected.has(port)) continue
          report(
            item,
            `spec.podMetricsEndpoints[${i}].port`,
            `a port of ${workload.item.kind} ${workload.item.name}`,
            suggestion(port, [...known]),
          )
        }
      }
    }
    for (const item of cluster.kind('ServiceMonitor')) {
      const selector = fields(item.spec.selector)
      if (item.spec.namespaceSelector !== undefined || isEmpty(selector)) continue
      const services = cluster
        .kindIn('Service', item.namespace)
        .filter((s) => matches(selector, labelsOf(s.object.metadata.labels)))
      const known = services.flatMap((s) => list(s.spec.ports).map((p) => text(p.name) ?? ''))
      for (const [i, { port }] of list(item.spec.endpoints).entries()) {
        if (services.length === 0 || typeof port !== 'string' || known.includes(port)) continue
        report(item, `spec.endpoints[${i}].port`, 'a port of the Services that it selects', suggestion(port, known))
      }
    }
  },
}
