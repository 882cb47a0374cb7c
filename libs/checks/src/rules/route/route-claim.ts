import { show } from '@slipway/core'
import { type Fields, fields, type Item, list, nameOf } from '@slipway/kube'
import { hostKey } from '../../engine/dependency-key.ts'
import type { Rule } from '../../engine/rule.ts'
import { fullHost, gatewaysOf, hostsOf } from '../../objects/virtual-service.ts'

/** `/` as a prefix is every path. */
function claim(match: Fields): string {
  const uri = fields(match.uri)
  const conditions = Object.entries(match).filter(([key]) => key !== 'name' && !(key === 'uri' && uri.prefix === '/'))
  if (conditions.length === 0) return 'every path'
  return show(conditions.length === 1 && conditions[0]?.[0] === 'uri' ? uri : Object.fromEntries(conditions))
}

function claimsOf(
  item: Item,
): readonly { readonly id: string; readonly host: string; readonly what: string; readonly at: string }[] {
  const routes = list(item.spec.http).flatMap((route) => (list(route.match).length === 0 ? [{}] : list(route.match)))
  const claims = [...new Set(routes.map(claim))]
  return gatewaysOf(item).flatMap((gateway) =>
    hostsOf(item).flatMap((said, h) => {
      const host = fullHost(said, item.namespace)
      const all = gateway === 'mesh' ? ['the host'] : claims
      return all.map((what) => ({ id: `${gateway} ${host} ${what}`, host, what, at: `spec.hosts[${h}]` }))
    }),
  )
}

export const routeClaim: Rule = {
  code: 'route-claim',
  guards:
    'a host and path have one owner: Istio merges VirtualServices of one host in no promised order, and in the mesh takes one of them',
  source:
    'DESIGN 3; https://istio.io/latest/docs/ops/best-practices/traffic-management/#split-virtual-services; istioctl IST0109',
  check: (cluster, report) => {
    for (const item of cluster.kind('VirtualService')) {
      for (const { id, host, what, at } of claimsOf(item)) {
        const other = cluster
          .by(hostKey('VirtualService', host))
          .find((one) => claimsOf(one).some((claimed) => claimed.id === id))
        if (other === undefined || other === item) continue
        report(
          item,
          at,
          `one owner (${nameOf(other)} has it, too)`,
          'let one root VirtualService name the host and delegate, or change the path',
          `${host}: ${what}`,
        )
      }
    }
  },
}
