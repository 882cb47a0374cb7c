import { suggestion } from '@slipway/core'
import { list, number } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'
import { callsOf, isDeclared } from '../../objects/call.ts'

export const callResolves: Rule = {
  code: 'call-resolves',
  guards: 'every address of another app that a container is told is one of a Service in that cluster',
  source: 'DESIGN 3 (env <TARGET>_URL for each call)',
  check: (cluster, report, warn) => {
    for (const { from, at, name, namespace, port } of callsOf(cluster)) {
      const service = cluster.find('Service', namespace, name)
      if (service === undefined && isDeclared(from, name)) {
        const missing = `release of ${name} in ${cluster.name}`
        const hint = `bump ${name} (apps/${name}/releases/${cluster.name}.json)`
        warn(from.item, at, `a ${missing}`, hint, `no ${missing}`)
        continue
      }
      if (service === undefined) {
        report(
          from.item,
          at,
          `a Service of ${namespace} in ${cluster.name}`,
          suggestion(
            name,
            cluster.kindIn('Service', namespace).map((s) => s.name),
          ),
        )
        continue
      }
      const ports = list(service.spec.ports).map((p) => number(p.port) ?? 0)
      if (!ports.includes(port))
        report(from.item, at, `a port of ${name}.${namespace}: ${ports.join(', ')}`, 'correct the port')
    }
  },
}
