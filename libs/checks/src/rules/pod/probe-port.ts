import { suggestion } from '@slipway/core'
import { at, fields, list, text } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'

const probes = ['readinessProbe', 'livenessProbe', 'startupProbe'] as const

export const probePort: Rule = {
  code: 'probe-port',
  guards: 'probes ask on a port that the container has',
  source: 'kube-linter liveness-port, readiness-port, startup-port',
  check: (cluster, report) => {
    for (const { item, spec: container, at: where, name } of cluster.containers) {
      const ports = list(container.ports)
      const named = ports.map((p) => text(p.name) ?? '')
      for (const probe of probes) {
        for (const way of ['httpGet', 'tcpSocket', 'grpc']) {
          const port = at(fields(container[probe]), way, 'port')
          if (port === undefined || named.includes(String(port)) || ports.some((p) => p.containerPort === port))
            continue
          const hint =
            typeof port === 'string' ? suggestion(port, named) : 'declare the port, or ask on one that is declared'
          report(item, `${where}.${probe}.${way}.port`, `a port of the container ${name}`, hint)
        }
      }
    }
  },
}
