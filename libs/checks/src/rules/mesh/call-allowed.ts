import { show } from '@slipway/core'
import { nameOf } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'
import { mayCall } from '../../objects/authorization.ts'
import { callsOf, podsBehind } from '../../objects/call.ts'
import { allowsTraffic } from '../../objects/network.ts'
import { knowsHost } from '../../objects/sidecar-egress.ts'

export const callAllowed: Rule = {
  code: 'call-allowed',
  guards:
    'who is told to call an app may: by its own Sidecar, by the NetworkPolicies of both, by the AuthorizationPolicies of the app',
  source: 'DESIGN 3 (NetworkPolicy and AuthorizationPolicy from the calls graph, default deny both ways)',
  check: (cluster, report) => {
    for (const { from, at, url, host, name, namespace, port } of callsOf(cluster)) {
      const service = cluster.find('Service', namespace, name)
      if (service === undefined) continue
      const refuse = (by: string) =>
        report(
          from.item,
          at,
          'a call that every policy lets through',
          'add the app to `calls`, or take the variable out',
          `${show(url)}, which ${by} refuses`,
        )
      if (!knowsHost(cluster, from, host, namespace)) refuse('its own Sidecar')
      for (const [to, target] of podsBehind(cluster, service, port)) {
        if (!allowsTraffic(cluster, from, to, { port: target, protocol: 'TCP' }, 'Egress'))
          refuse(`a NetworkPolicy of ${nameOf(from.item)} (port ${target})`)
        if (!allowsTraffic(cluster, from, to, { port: target, protocol: 'TCP' }, 'Ingress'))
          refuse(`a NetworkPolicy of ${nameOf(to.item)} (port ${target})`)
        if (!mayCall(cluster, from, to, target)) refuse(`the AuthorizationPolicy of ${nameOf(to.item)}`)
      }
    }
  },
}
