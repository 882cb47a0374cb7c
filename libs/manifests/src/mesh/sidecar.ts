import type { Chart } from 'cdk8s'
import type { ResolvedApp } from '@slipway/model'
import { Sidecar } from '../chart/kinds.ts'
import { selector, serviceHost } from '../labels.ts'

/**
 * The proxy knows callees, outside hosts and istiod: nothing else is reachable (S2-92), and its memory does not grow
 * with the mesh. Istio adds what a callee's VirtualService leads to (pilot/pkg/model/sidecar.go).
 */
export function sidecarScope(chart: Chart, app: ResolvedApp): void {
  const hosts = [
    'istio-system/*',
    ...app.calls.map((c) => `${c.team}/${serviceHost(c.name, c.team)}`),
    ...app.hosts.map((h) => `./${h.host}`),
  ]
  new Sidecar(chart, 'sidecar', {
    spec: {
      workloadSelector: { labels: selector(app) },
      outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
      egress: [{ hosts }],
    },
  })
}
