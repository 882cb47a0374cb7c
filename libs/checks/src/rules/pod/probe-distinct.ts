import { show } from '@slipway/core'
import { fields, isFields, list } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'

const question = (probe: unknown): string => {
  const { httpGet, tcpSocket, exec, grpc } = fields(probe)
  return JSON.stringify([httpGet, tcpSocket, exec, grpc])
}

export const probeDistinct: Rule = {
  code: 'probe-distinct',
  guards: 'not ready and not alive are two questions: one answer for both restarts pods that only wait',
  source: 'FIELD-NOTES A6; kube-score pod-probes-identical',
  check: (cluster, report) => {
    for (const { item, spec: container, at } of cluster.containers) {
      const { readinessProbe: ready, livenessProbe: live } = container
      // Some programs offer nothing but a TCP connection; who has no port gets no requests.
      const hasPort = list(container.ports).length > 0
      if (
        !hasPort ||
        !isFields(ready) ||
        !isFields(live) ||
        isFields(live.tcpSocket) ||
        question(ready) !== question(live)
      )
        continue
      const given = fields(ready.httpGet ?? ready.exec ?? ready.grpc)
      report(
        item,
        `${at}.readinessProbe`,
        'another question than the livenessProbe asks',
        'give readiness its own path',
        show(given.path ?? given),
      )
    }
  },
}
