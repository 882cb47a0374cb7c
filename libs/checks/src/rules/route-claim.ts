import { show } from '@slipway/core'
import { fullHost } from '../mesh-host.ts'
import { nameOf, type Item } from '../item.ts'
import type { Rule } from '../rule.ts'
import { fields, list, type Fields } from '../value.ts'
import { gatewaysOf, hostsOf } from '../virtual-service.ts'

/** What a match asks for, as text: a path alone in its own words. `/` as a prefix is every path. */
function claim(match: Fields): string {
  const uri = fields(match.uri)
  const asked = Object.entries(match).filter(([key]) => key !== 'name' && !(key === 'uri' && uri.prefix === '/'))
  if (asked.length === 0) return 'every path'
  return show(asked.length === 1 && asked[0]?.[0] === 'uri' ? uri : Object.fromEntries(asked))
}

export const routeClaim: Rule = {
  code: 'route-claim',
  guards:
    'a host and path have one owner: Istio merges VirtualServices of one host in no promised order, and in the mesh takes one of them',
  source: 'DESIGN 3; https://istio.io/latest/docs/ops/best-practices/traffic-management/#split-virtual-services; istioctl IST0109',
  check: (cluster, report) => {
    const owners = new Map<string, Item>()
    for (const item of cluster.kind('VirtualService')) {
      for (const gateway of gatewaysOf(item)) {
        for (const [h, said] of hostsOf(item).entries()) {
          const host = fullHost(said, item.namespace)
          const routes = list(item.spec.http).flatMap((route) => (list(route.match).length === 0 ? [{}] : list(route.match)))
          const claims = gateway === 'mesh' ? ['the host'] : [...new Set(routes.map(claim))]
          for (const one of claims) {
            const id = `${gateway} ${host} ${one}`
            const other = owners.get(id)
            if (other === undefined) owners.set(id, item)
            else if (other !== item)
              report(
                item,
                `spec.hosts[${h}]`,
                `${host}: ${one}`,
                `one owner (${nameOf(other)} has it, too)`,
                'let one root VirtualService name the host and delegate, or change the path',
              )
          }
        }
      }
    }
  },
}
