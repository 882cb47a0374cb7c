import { at, fields, list, text, texts } from '@slipway/kube'
import type { Entity } from '../../read/entity.ts'
import type { Index } from '../../read/trees.ts'
import type { Opening } from '../covers.ts'
import { guard, nothing } from '../guard.ts'
import { gatewaysOf } from '../route-gateways.ts'
import { byRoute, routesOf, starved } from './route-matches.ts'

/** Hosts that a route of Istio or of the Gateway API answers for: without hostnames, a route of that one takes all of its listeners'. */
const routeHosts = ({ kind, value }: Entity): readonly string[] => {
  const hostnames = texts(at(value, 'spec', 'hostnames'))
  return kind === 'VirtualService' ? texts(at(value, 'spec', 'hosts')) : hostnames.length === 0 ? ['*'] : hostnames
}

/** Gateways that give a route without hostnames every host: those of other trees, and those with a listener for all. */
function everyHost(entity: Entity, tree: Index): readonly Opening[] {
  const { hostnames, parentRefs } = fields(entity.value.spec)
  if (texts(hostnames).length > 0 || list(parentRefs).every(({ kind }) => kind === 'Service')) return []
  return gatewaysOf(entity).flatMap((place) => {
    const [space = '', name = '', section] = place.split('/')
    const gateway = tree.find(entity.location.cluster, 'Gateway', space, name)
    const listeners = list(at(gateway?.value, 'spec', 'listeners')).filter(
      (one) => section === undefined || one.name === section,
    )
    return gateway === undefined || listeners.some(({ hostname }) => hostname === undefined) ? [['*', place]] : []
  })
}

const hostsAt = 'spec.hosts.**|spec.hostnames.**|spec.gateways.**|spec.parentRefs.**|spec.rules.**|spec.tls.**'

/** Hosts and requests that routes take. */
export const routeGuards = [
  guard('edge-open', 'exposure', 'hosts of a Route of OpenShift', {
    code: 'hosts-opened',
    kinds: 'Route',
    at: 'spec.host|spec.subdomain|spec.path',
    level: 'medium',
    opens: ({ group, name, value }) => {
      const host = text(at(value, 'spec', 'host')) ?? text(at(value, 'spec', 'subdomain'))
      return group === 'route.openshift.io'
        ? [[host ?? `a host of the router for ${name}`, text(at(value, 'spec', 'path')) ?? '*']]
        : []
    },
    fresh: nothing,
  }),
  guard('edge-open', 'exposure', 'hosts that a route answers for', {
    code: 'hosts-opened',
    kinds: 'VirtualService HTTPRoute GRPCRoute TLSRoute',
    at: hostsAt,
    level: 'medium',
    opens: (entity) => {
      const gateways = gatewaysOf(entity)
      // Without a parent a route may be at any gateway.
      const places = gateways.length === 0 ? ['*'] : gateways
      return routeHosts(entity).flatMap((host) => places.map((gateway) => [host, gateway]))
    },
  }),
  guard('edge-open', 'exposure', 'new routes that answer for every host of their gateway', {
    code: 'hosts-opened',
    kinds: 'HTTPRoute GRPCRoute',
    at: 'spec.hostnames.**',
    level: 'medium',
    opens: everyHost,
    fresh: nothing,
  }),
  guard('routes-widened', 'exposure', 'which requests a route takes', {
    code: 'route-takes-more',
    kinds: 'VirtualService HTTPRoute GRPCRoute',
    at: 'spec.http.**|spec.rules.**',
    level: byRoute,
    opens: routesOf,
  }),
  guard('route-takes-all', 'outage', 'routes after one that takes all', {
    code: 'route-starved',
    kinds: 'VirtualService',
    at: 'spec.http.**',
    level: 'high',
    opens: starved,
    fresh: nothing,
  }),
  guard('edge-closed', 'outage', 'hosts that a route answered for', {
    code: 'hosts-closed',
    kinds: 'VirtualService HTTPRoute GRPCRoute TLSRoute',
    at: hostsAt,
    level: 'high',
    closes: (entity) => routeHosts(entity).map((host) => [host, 'host']),
  }),
]
