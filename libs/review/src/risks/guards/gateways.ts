import { at, fields, isFields, list, number, text, texts, type Fields } from '@slipway/kube'
import type { Entity } from '../../read/entity.ts'
import type { Opening } from '../covers.ts'
import { guard, nothing } from '../guard.ts'
import { newHosts } from './hosts.ts'

interface Listener {
  readonly port: string
  readonly hosts: readonly string[]
  readonly protocol: string
  readonly tls: Fields
}
/** Istio's servers and the Gateway API's listeners. */
const listenersOf = ({ value }: Entity): readonly Listener[] => [
  ...list(at(value, 'spec', 'servers')).map(({ port, hosts, tls }) => ({
    port: String(number(at(port, 'number')) ?? ''),
    hosts: texts(hosts).map((host) => host.replace(/^.*\//, '')),
    protocol: text(at(port, 'protocol')) ?? '',
    tls: fields(tls),
  })),
  ...list(at(value, 'spec', 'listeners')).map(({ port, hostname, protocol, tls }) => ({
    port: String(number(port) ?? ''),
    hosts: [text(hostname) ?? '*'],
    protocol: text(protocol) ?? '',
    tls: fields(tls),
  })),
]
const gatewayHosts = (entity: Entity): readonly Opening[] =>
  listenersOf(entity).flatMap(({ hosts, port }) => hosts.map((host) => [host, port]))
const plainListeners = (entity: Entity): readonly Opening[] =>
  listenersOf(entity).flatMap(({ hosts, protocol, tls }) =>
    /^(?:HTTP|HTTP2|GRPC|GRPC-Web|TCP)$/i.test(protocol) && tls.httpsRedirect !== true
      ? hosts.map((host) => [host])
      : [],
  )
const versions = ['TLSV1_0', 'TLSV1_1', 'TLSV1_2', 'TLSV1_3']
/** The demands of a gateway on its callers: a client certificate, a version of TLS. */
const demands = (entity: Entity): readonly Opening[] =>
  listenersOf(entity).flatMap(({ port, tls }) => [
    ...(/MUTUAL/.test(text(tls.mode) ?? '') || isFields(tls.frontendValidation) ? [['client certificates', port]] : []),
    ...versions.slice(0, versions.indexOf(text(tls.minProtocolVersion) ?? '') + 1).map((version) => [version, port]),
  ])
const openRoutes = ({ value }: Entity): readonly Opening[] =>
  list(at(value, 'spec', 'listeners')).flatMap(({ name, allowedRoutes }) =>
    at(allowedRoutes, 'namespaces', 'from') === 'All' ? [['routes of every namespace', text(name) ?? '']] : [],
  )

const hostsAt = 'spec.servers.**|spec.listeners.**'

/** Hosts and ports of gateways, who may route through them, and what they ask of callers. */
export const gatewayGuards = [
  guard('edge-open', 'exposure', 'hosts and ports of a gateway', {
    code: 'hosts-opened',
    kinds: 'Gateway',
    at: hostsAt,
    level: 'medium',
    opens: gatewayHosts,
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
  guard('edge-closed', 'outage', 'hosts and ports of a gateway that were open', {
    code: 'hosts-closed',
    kinds: 'Gateway',
    at: hostsAt,
    level: 'high',
    closes: gatewayHosts,
  }),
]
