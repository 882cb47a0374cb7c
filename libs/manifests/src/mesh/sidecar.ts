import type { Chart } from 'cdk8s'
import type { ResolvedApp } from '@slipway/model'
import { Sidecar } from '../chart/kinds.ts'
import { beforeMigration, headlessName, migrationName, selector, serviceHost } from '../labels.ts'

/**
 * The proxy knows callees, outside hosts and istiod: nothing else is reachable (S2-92), and its memory does not grow
 * with the mesh. Istio adds what a callee's VirtualService leads to (pilot/pkg/model/sidecar.go).
 */
export function sidecarScope(chart: Chart, app: ResolvedApp): void {
  const hosts = [
    'istio-system/*',
    ...(app.peers ? [app.name, headlessName(app)].map((name) => `${app.team}/${serviceHost(name, app.team)}`) : []),
    ...app.calls.map((c) => `${c.team}/${serviceHost(c.name, c.team)}`),
    ...app.hosts.map((h) => `./${h.host}`),
  ]
  const scope = (id: string, labels: Record<string, string>, metadata = {}) =>
    new Sidecar(chart, id, {
      metadata,
      spec: {
        workloadSelector: { labels },
        outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
        egress: [{ hosts }],
      },
    })
  scope('sidecar', selector(app))
  if (app.migration?.runs !== true) return
  const name = migrationName(app)
  scope('sidecar-migrate', selector({ name }), { name, ...beforeMigration(app) })
}
