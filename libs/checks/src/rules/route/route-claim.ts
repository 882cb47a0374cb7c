import { show } from '@slipway/core'
import { type Fields, fields, type Item, list, memoized, nameOf } from '@slipway/kube'
import { hostKey } from '../../engine/dependency-key.ts'
import type { Rule } from '../../engine/rule.ts'
import { fullHost, gatewaysOf, hostsOf } from '../../objects/virtual-service.ts'

/** The paths of a host that a match takes: `undefined` is every path, as `/` as a prefix is. */
function claim(match: Fields): unknown {
  const uri = fields(match.uri)
  const conditions = Object.entries(match).filter(([key]) => key !== 'name' && !(key === 'uri' && uri.prefix === '/'))
  if (conditions.length === 0) return undefined
  return conditions.length === 1 && conditions[0]?.[0] === 'uri' ? uri : Object.fromEntries(conditions)
}

interface Claim {
  readonly id: string
  readonly host: string
  readonly what: unknown
  readonly at: string
}

const everyPath = 'every path'
const theHost = 'the host'

const claimsOf = memoized((item: Item): readonly Claim[] => {
  const routes = list(item.spec.http).flatMap((route) => (list(route.match).length === 0 ? [{}] : list(route.match)))
  const claims = new Map(routes.map(claim).map((what) => [JSON.stringify(what) ?? everyPath, what ?? everyPath]))
  return gatewaysOf(item).flatMap((gateway) =>
    hostsOf(item).flatMap((said, h) => {
      const host = fullHost(said, item.namespace)
      const all = gateway === 'mesh' ? new Map<string, unknown>([[theHost, theHost]]) : claims
      return [...all].map(([id, what]) => ({ id: `${gateway} ${host} ${id}`, host, what, at: `spec.hosts[${h}]` }))
    }),
  )
})

/** Who has each claim first: hundreds of paths of a host are looked up, not compared. */
const firstClaims = memoized((items: readonly Item[]): ReadonlyMap<string, Item> => {
  const first = new Map<string, Item>()
  for (const item of items) for (const { id } of claimsOf(item)) if (!first.has(id)) first.set(id, item)
  return first
})

export const routeClaim: Rule = {
  code: 'route-claim',
  guards:
    'a host and path have one owner: Istio merges VirtualServices of one host in no promised order, and in the mesh takes one of them',
  source:
    'DESIGN 3; https://istio.io/latest/docs/ops/best-practices/traffic-management/#split-virtual-services; istioctl IST0109',
  check: (cluster, report) => {
    for (const item of cluster.kind('VirtualService')) {
      for (const { id, host, what, at } of claimsOf(item)) {
        const other = firstClaims(cluster.by(hostKey('VirtualService', host))).get(id)
        if (other === undefined || other === item) continue
        report(
          item,
          at,
          `one owner (${nameOf(other)} has it, too)`,
          'let one root VirtualService name the host and delegate, or change the path',
          `${host}: ${typeof what === 'string' ? what : show(what)}`,
        )
      }
    }
  },
}
