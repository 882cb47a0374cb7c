import { at, list, text, type Fields } from '@slipway/kube'
import { canonical } from '../../compare/diff.ts'
import { end, endRule, field, fieldRule } from './field-rule.ts'
import { differs } from './parts.ts'

const routes = 'HTTPRoute GRPCRoute TCPRoute TLSRoute UDPRoute'
const service = (one: unknown) =>
  text(at(one, 'backend', 'service', 'name')) ??
  // As `v1beta1` said it.
  text(at(one, 'backend', 'serviceName')) ??
  text(at(one, 'backend', 'resource', 'name')) ??
  ''

/** The target of each path of an Ingress, and of each request of a route of the Gateway API or of Istio. */
const ingressTargets = (spec: unknown): ReadonlyMap<string, string> =>
  new Map(
    list(at(spec, 'rules')).flatMap(({ host, http }) =>
      list(at(http, 'paths')).map((one): [string, string] => [
        `${text(host) ?? '*'} ${text(one.path) ?? '/'}`,
        service(one),
      ]),
    ),
  )
const refs = (all: unknown): string =>
  canonical(list(all).map(({ name, namespace, kind, port, group }) => [name, namespace, kind, port, group]))
const routeTargets = (rules: unknown): string => canonical(list(rules).map(({ backendRefs }) => refs(backendRefs)))
const meshTargets = (http: unknown): ReadonlyMap<string, string> =>
  new Map(
    list(http).flatMap(({ name, match, route }): [string, string][] => [
      [
        text(name) ?? canonical(match ?? null),
        canonical(
          list(route)
            .map(({ destination }) => [at(destination, 'host'), at(destination, 'port')])
            .sort(),
        ),
      ],
    ]),
  )
/** Whether all that a rule sends to weighs nothing. */
const isStarving = (rules: unknown): boolean =>
  list(rules).some(({ backendRefs, filters }) => {
    const all = list(backendRefs)
    const redirects = list(filters).some(({ type }) => type === 'RequestRedirect')
    return !redirects && (all.length === 0 || all.every(({ weight }) => weight === 0))
  })
const faults = (http: unknown): number => list(http).filter(({ fault }) => fault !== undefined).length
const portOf = (one: Readonly<Record<string, unknown>>): string => `${text(one.protocol) ?? 'TCP'} ${String(one.port)}`

/** A parent of a route, its defaults said: a Gateway of the Gateway API. */
const parentOf = ({ group = 'gateway.networking.k8s.io', kind = 'Gateway', ...more }: Fields): string =>
  canonical({ group, kind, ...more })

/** Targets that no request reaches any more, or at another place. */
export const trafficRisks = [
  fieldRule('reach-lost', 'outage', 'addresses and ports that callers use', [
    field('load-balancer-gone', 'high', 'Service', 'spec.type', (was) => was === 'LoadBalancer'),
    field(
      'load-balancer-gone',
      'medium',
      'Service',
      'spec.type',
      (was, is) => was === 'NodePort' && is !== 'LoadBalancer',
    ),
    field('other-backend', 'high', 'Service', 'spec.type', (_, is) => is === 'ExternalName'),
    field('other-backend', 'high', 'Service', 'spec.externalName'),
    field('address-changes', 'medium', 'Service', 'spec.loadBalancerIP', (was) => was !== undefined),
    field('port-closed', 'high', 'Service', 'spec.ports', (was, is) => {
      const now = new Set(list(is).map(portOf))
      return list(was).some((one) => !now.has(portOf(one)))
    }),
    field('other-port', 'medium', 'Service', 'spec.ports', (was, is) => {
      const targets = new Map(list(is).map((one) => [portOf(one), one.targetPort ?? one.port]))
      return list(was).some(
        (one) => targets.has(portOf(one)) && targets.get(portOf(one)) !== (one.targetPort ?? one.port),
      )
    }),
    field('other-edge', 'high', 'Ingress', 'spec.ingressClassName', (was) => was !== undefined),
    field('other-edge', 'high', 'Gateway.gateway.networking.k8s.io', 'spec.gatewayClassName'),
    field(
      'address-changes',
      'medium',
      'Gateway.gateway.networking.k8s.io',
      'spec.addresses',
      (was) => was !== undefined,
    ),
    field('other-edge', 'high', routes, 'spec.parentRefs', (was, is) => {
      const now = new Set(list(is).map(parentOf))
      return list(was).some((one) => !now.has(parentOf(one)))
    }),
    field('other-edge', 'high', 'Gateway.networking.istio.io', 'spec.selector'),
  ]),
  fieldRule('other-backend', 'outage', 'who answers', [
    field('other-backend', 'medium', 'Ingress', 'spec.defaultBackend', (was) => was !== undefined),
    field('other-backend', 'medium', 'Ingress', 'spec', (was, is) => differs(ingressTargets(was), ingressTargets(is))),
    field('no-backend', 'high', routes, 'spec.rules', (was, is) => isStarving(is) && !isStarving(was)),
    field(
      'other-backend',
      'medium',
      routes,
      'spec.rules',
      (was, is) => list(was).length === list(is).length && routeTargets(was) !== routeTargets(is),
    ),
    field('fault-injected', 'high', 'VirtualService', 'spec.http', (was, is) => faults(is) > faults(was)),
    field('other-backend', 'medium', 'VirtualService', 'spec.http', (was, is) =>
      differs(meshTargets(was), meshTargets(is)),
    ),
    field('other-backend', 'medium', 'DestinationRule', 'spec.host'),
  ]),
  endRule('edge-end', 'outage', 'what takes requests in', [
    end('edge-class-gone', 'high', 'IngressClass GatewayClass'),
    end('route-gone', 'high', `${routes} IngressRoute HTTPProxy Mapping`),
    end('api-gone', 'high', 'APIService'),
  ]),
  fieldRule('service-calls', 'outage', 'which pods a Service calls', [
    field('unready-called', 'medium', 'Service', 'spec.publishNotReadyAddresses', (_, is) => is === true),
    field('local-only', 'medium', 'Service', 'spec.internalTrafficPolicy', (_, is) => is === 'Local'),
    field('local-only', 'medium', 'Service', 'spec.externalTrafficPolicy', (_, is) => is === 'Local'),
  ]),
]
