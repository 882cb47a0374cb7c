import type { IAuthorizationPolicy } from '@kubernetes-models/istio/security.istio.io/v1'
import type { ResolvedApp } from '@slipway/model'
import { gateway } from './identity.ts'
import { gatewayRoutes, metadata, selector } from '../labels.ts'
import { addObject, type Chart } from '../object.ts'

const principal = (namespace: string, serviceAccount: string): string =>
  `cluster.local/ns/${namespace}/sa/${serviceAccount}`

type Rule = NonNullable<NonNullable<IAuthorizationPolicy['spec']>['rules']>[number]

function allow(chart: Chart, app: ResolvedApp, name: string, rule: Rule): void {
  addObject<IAuthorizationPolicy>(chart, {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: metadata(app, name),
    spec: { selector: { matchLabels: selector(app) }, action: 'ALLOW', rules: [rule] },
  })
}

/**
 * Who may call the app, by the identity that mTLS proves. The namespace refuses everything (team.ts); each caller is one more object and one more
 * file, so that two apps that begin to call the same one never touch the same file.
 */
export function authorizationPolicies(chart: Chart, app: ResolvedApp): void {
  if (app.traffic === null) return
  const ports = app.ports.map((p) => String(p.number))
  for (const caller of app.callers) {
    allow(chart, app, `${app.name}-from-${caller.name}`, {
      from: [{ source: { principals: [principal(caller.team, caller.name)] } }],
      to: [{ operation: { ports } }],
    })
  }
  if (app.traffic.expose === null) return
  // The way in for people leads to the app's pages, not to its metrics and probes. A page they were promised stays one, whoever asks for it.
  const { paths } = app.traffic.expose
  const inner = ['/metrics', ...(app.probes === null ? [] : [app.probes.ready, app.probes.live])].filter(
    (p) => !paths.includes(p),
  )
  allow(chart, app, gatewayRoutes(app), {
    from: [{ source: { principals: [principal(gateway.namespace, gateway.serviceAccount)] } }],
    to: [{ operation: { ports: ports.slice(0, 1), notPaths: [...new Set(inner)] } }],
  })
}
