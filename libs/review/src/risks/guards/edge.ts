import { at, fields, list, text, texts } from '@slipway/kube'
import type { Entity } from '../../read/entity.ts'
import type { Index } from '../../read/trees.ts'
import { everywhere, type Opening } from '../covers.ts'
import { guard, nothing } from '../guard.ts'
import type { RiskLevel } from '../level.ts'
import { gatewaysOf } from '../route-gateways.ts'
import { demands, gatewayHosts, openRoutes, plainListeners } from './listeners.ts'
import { byRoute, routesOf, starved } from './route-matches.ts'

type Annotations = Readonly<Record<string, unknown>>
const annotationsOf = ({ value }: Entity): Annotations => fields(at(value, 'metadata', 'annotations'))
const split = (value: unknown): readonly string[] =>
  (text(value) ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
const orEverywhere = (ranges: readonly string[]): readonly string[] =>
  ranges.length === 0 ? ['*'] : ranges.map(everywhere)

/** The words by which clouds keep a load balancer inside. */
const aws = 'service.beta.kubernetes.io/aws-load-balancer-'
const isInside = (annotations: Annotations): boolean => {
  const scheme = annotations[`${aws}scheme`]
  return (
    scheme === 'internal' ||
    /^(?:true|0\.0\.0\.0\/0)$/.test(text(annotations[`${aws}internal`]) ?? '') ||
    (scheme === undefined && /^(?:external|nlb-ip)$/.test(text(annotations[`${aws}type`]) ?? '')) ||
    [
      'azure-load-balancer-internal',
      'oci-load-balancer-internal',
      'openstack-internal-load-balancer',
      'scw-loadbalancer-private',
    ].some((key) => annotations[`service.beta.kubernetes.io/${key}`] === 'true') ||
    annotations['oci-network-load-balancer.oraclecloud.com/internal'] === 'true' ||
    annotations['service.beta.kubernetes.io/do-loadbalancer-network'] === 'INTERNAL' ||
    annotations['service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type'] === 'intranet' ||
    annotations['service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type'] === 'private' ||
    annotations['load-balancer.hetzner.cloud/disable-public-network'] === 'true' ||
    /^internal$/i.test(
      text(annotations['networking.gke.io/load-balancer-type'] ?? annotations['cloud.google.com/load-balancer-type']) ??
        '',
    )
  )
}

/** From where a Service can be called: addresses, and through what. */
function serviceReach(entity: Entity): readonly Opening[] {
  const { type, loadBalancerSourceRanges, externalIPs } = fields(entity.value.spec)
  const annotations = annotationsOf(entity)
  const ranges =
    texts(loadBalancerSourceRanges).length > 0
      ? texts(loadBalancerSourceRanges)
      : split(annotations['service.beta.kubernetes.io/load-balancer-source-ranges'])
  const outside = isInside(annotations) ? 'inside' : '*'
  return [
    ...(type === 'LoadBalancer' ? orEverywhere(ranges).map((range) => [range, outside]) : []),
    ...(type === 'NodePort' ? [['*', 'node']] : []),
    ...texts(externalIPs).map((address) => ['*', address]),
  ]
}

/** From where an Ingress can be called, as far as the object says: by a load balancer of AWS, by ingress-nginx. */
function ingressReach(entity: Entity): readonly Opening[] {
  const annotations = annotationsOf(entity)
  const ranges = (...keys: readonly string[]) => orEverywhere(keys.flatMap((key) => split(annotations[key])))
  const [alb, nginx] = ['alb.ingress.kubernetes.io/', 'nginx.ingress.kubernetes.io/']
  const outside = annotations[`${alb}scheme`] === 'internet-facing' ? '*' : 'inside'
  return [
    ...ranges(`${alb}inbound-cidrs`).map((range) => [range, outside]),
    ...ranges(`${nginx}whitelist-source-range`, `${nginx}allowlist-source-range`).map((range) => [range, 'proxied']),
  ]
}
/** A limit that went is high wherever the caller stands; a way in that is new, when it is one for the world. */
const byReach = (now: readonly Opening[], before: readonly Opening[]): RiskLevel =>
  before.length > 0 || now.some(([, through]) => through !== 'inside') ? 'high' : 'medium'

const isTls = (annotations: Annotations): boolean =>
  'alb.ingress.kubernetes.io/certificate-arn' in annotations ||
  /HTTPS/.test(text(annotations['alb.ingress.kubernetes.io/listen-ports']) ?? '')

/** Hosts that an Ingress answers for without TLS. */
function plainHosts(entity: Entity): readonly Opening[] {
  const spec = fields(entity.value.spec)
  if (isTls(annotationsOf(entity))) return []
  const secured = list(spec.tls).flatMap(({ hosts }) => (texts(hosts).length === 0 ? ['*'] : texts(hosts)))
  const covered = (host: string) =>
    secured.some(
      (one) => one === '*' || one === host || (one.startsWith('*.') && host.slice(host.indexOf('.')) === one.slice(1)),
    )
  return list(spec.rules)
    .map(({ host }) => text(host) ?? '*')
    .filter((host) => !covered(host))
    .map((host) => [host])
}

/** Hosts that nobody answered for before have lost nothing. */
const newHosts =
  (hostsOf: (entity: Entity) => readonly Opening[]) =>
  (after: Entity, before: Entity | undefined): readonly Opening[] => {
    const known = new Set((before === undefined ? [] : hostsOf(before)).map(([host]) => host))
    return hostsOf(after)
      .filter(([host]) => !known.has(host))
      .map(([host = '']) => [host])
  }

/** `*` for a path that all others begin with. */
const pathOf = (path: unknown, type: unknown): string => {
  const word = text(path) ?? '/'
  if (type === 'Exact') return `exact=${word}`
  if (word === '/') return '*'
  return `${type === 'Prefix' || type === 'PathPrefix' ? 'prefix' : (text(type) ?? 'path')}=${word}`
}
const ingressHosts = ({ value }: Entity): readonly Opening[] =>
  list(at(value, 'spec', 'rules')).map(({ host }) => [text(host) ?? '*'])
const ingressPaths = ({ value }: Entity): readonly Opening[] => [
  ...(at(value, 'spec', 'defaultBackend') === undefined ? [] : [['*', '*']]),
  ...list(at(value, 'spec', 'rules')).flatMap(({ host, http }) =>
    list(at(http, 'paths')).map(({ path, pathType }) => [text(host) ?? '*', pathOf(path, pathType)]),
  ),
]

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

const hostsAt =
  'spec.hosts.**|spec.gateways.**|spec.parentRefs.**|spec.servers.**|spec.listeners.**|spec.rules.**|spec.tls.**|spec.hostnames.**|spec.defaultBackend.**'

/** A removed host answers no request any more; beside a removed path the others still do. */
const byHost = (now: readonly Opening[]): RiskLevel => (now.some(([, path]) => path === 'host') ? 'high' : 'medium')

/** Who can call the cluster, from where, and in the clear or not. */
export const edgeGuards = [
  guard('edge-open', 'exposure', 'from where a Service can be called', {
    code: 'reachable',
    kinds: 'Service',
    at: 'spec.type|spec.loadBalancerSourceRanges.**|spec.externalIPs.**|metadata.annotations.**',
    level: byReach,
    opens: serviceReach,
    fresh: nothing,
  }),
  guard('edge-open', 'exposure', 'from where an Ingress can be called', {
    code: 'reachable',
    kinds: 'Ingress',
    at: 'metadata.annotations.**',
    level: byReach,
    opens: ingressReach,
  }),
  guard('edge-open', 'exposure', 'hosts and paths that can be called', {
    code: 'hosts-opened',
    kinds: 'Ingress',
    at: hostsAt,
    level: 'medium',
    opens: ingressPaths,
    fresh: nothing,
  }),
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
  guard('edge-open', 'exposure', 'hosts and ports of a gateway', {
    code: 'hosts-opened',
    kinds: 'Gateway',
    at: hostsAt,
    level: 'medium',
    opens: gatewayHosts,
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
  guard('edge-open', 'exposure', 'who may route through a gateway', {
    code: 'hosts-opened',
    kinds: 'Gateway',
    at: 'spec.listeners.**',
    // Whoever may write a route anywhere takes hosts of this gateway.
    level: 'high',
    shown: 1,
    opens: openRoutes,
  }),
  guard('tls-removed', 'exposure', 'hosts with TLS', {
    code: 'served-plain',
    kinds: 'Ingress',
    at: 'spec.tls.**|spec.rules.**|metadata.annotations.**',
    level: 'high',
    opens: plainHosts,
    fresh: newHosts(ingressHosts),
  }),
  guard('tls-removed', 'exposure', 'TLS of a gateway', {
    code: 'served-plain',
    kinds: 'Gateway',
    at: 'spec.servers.**|spec.listeners.**',
    level: 'high',
    opens: plainListeners,
    fresh: newHosts(gatewayHosts),
  }),
  guard('tls-removed', 'exposure', 'what a gateway asks of its callers', {
    code: 'tls-weaker',
    kinds: 'Gateway',
    at: '**.tls.**',
    level: 'high',
    shown: 1,
    closes: demands,
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
  guard('edge-closed', 'outage', 'hosts and paths that were answered', {
    code: 'hosts-closed',
    kinds: 'Ingress',
    at: hostsAt,
    level: byHost,
    closes: (entity) => [...ingressHosts(entity).map((one) => [...one, 'host']), ...ingressPaths(entity)],
  }),
  guard('edge-closed', 'outage', 'hosts and ports of a gateway that were open', {
    code: 'hosts-closed',
    kinds: 'Gateway',
    at: hostsAt,
    level: 'high',
    closes: gatewayHosts,
  }),
  guard('edge-closed', 'outage', 'hosts that a route answered for', {
    code: 'hosts-closed',
    kinds: 'VirtualService HTTPRoute GRPCRoute TLSRoute',
    at: hostsAt,
    level: 'high',
    closes: (entity) => routeHosts(entity).map((host) => [host, 'host']),
  }),
]
