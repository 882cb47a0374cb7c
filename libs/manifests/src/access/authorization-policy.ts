import type { Chart } from 'cdk8s'
import type { ResolvedApp } from '@slipway/model'
import { AuthorizationPolicy, type SpecOf } from '../chart/kinds.ts'
import { gatewayRoutes, selector } from '../labels.ts'
import { gateway, internalGateway } from '../platform-names.ts'

const principal = (namespace: string, serviceAccount: string): string =>
  `cluster.local/ns/${namespace}/sa/${serviceAccount}`

/** Also `/metrics/` and `/metrics;x`, which many frameworks treat alike. Paths that are open stay so. */
const withBelow = (closed: string, open: readonly string[]): readonly string[] =>
  open.some((p) => p.startsWith(closed === '/' ? closed : `${closed}/`))
    ? [closed]
    : [closed, `${closed}/*`, `${closed};*`]

type Rule = NonNullable<SpecOf<typeof AuthorizationPolicy>['rules']>[number]

function allow(chart: Chart, id: string, app: ResolvedApp, name: string, rule: Rule): void {
  new AuthorizationPolicy(chart, id, {
    metadata: { name },
    spec: { selector: { matchLabels: selector(app) }, action: 'ALLOW', rules: [rule] },
  })
}

/**
 * By mTLS identity; the namespace refuses all others (team-chart.ts). One object a caller, so that new callers share
 * no file.
 */
export function authorizationPolicies(chart: Chart, app: ResolvedApp): void {
  if (app.traffic === null) return
  // The mesh does not carry UDP; the NetworkPolicy alone judges that.
  const ports = app.ports.filter((p) => p.protocol !== 'udp').map((p) => String(p.number))
  for (const caller of app.callers) {
    allow(chart, `authorization-policy-from-${caller.name}`, app, `${app.name}-from-${caller.name}`, {
      from: [{ source: { principals: [principal(caller.team, caller.name)] } }],
      to: [{ operation: { ports } }],
    })
  }
  if (app.peers)
    allow(chart, 'authorization-policy-peers', app, `${app.name}-peers`, {
      from: [{ source: { principals: [principal(app.team, app.name)] } }],
      to: [{ operation: { ports } }],
    })
  if (app.stream !== null)
    allow(chart, 'authorization-policy-gateway', app, gatewayRoutes(app), {
      from: [{ source: { principals: [principal(gateway.namespace, gateway.serviceAccount)] } }],
      to: [{ operation: { ports: [String(app.stream.port.number)] } }],
    })
  if (app.traffic.expose === null) return
  const { arrives, closed, port } = app.traffic.expose
  const { namespace, serviceAccount } = app.traffic.expose.gateway === 'internal' ? internalGateway : gateway
  allow(chart, 'authorization-policy-gateway', app, gatewayRoutes(app), {
    from: [{ source: { principals: [principal(namespace, serviceAccount)] } }],
    to: [{ operation: { ports: [String(port.number)], notPaths: closed.flatMap((p) => withBelow(p, arrives)) } }],
  })
}
