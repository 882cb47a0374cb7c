import { at, fields, list, text, texts } from '@slipway/kube'
import type { Entity } from '../../read/entity.ts'
import type { Opening } from '../covers.ts'
import { guard, nothing } from '../guard.ts'
import { annotationsOf, byReach, orEverywhere, split, type Annotations } from './callers.ts'
import { byHost, newHosts } from './hosts.ts'

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

const hostsAt = 'spec.rules.**|spec.tls.**|spec.defaultBackend.**'

/** Who can call Ingresses, at which hosts, and in the clear or not. */
export const ingressGuards = [
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
  guard('tls-removed', 'exposure', 'hosts with TLS', {
    code: 'served-plain',
    kinds: 'Ingress',
    at: 'spec.tls.**|spec.rules.**|metadata.annotations.**',
    level: 'high',
    opens: plainHosts,
    fresh: newHosts(ingressHosts),
  }),
  guard('edge-closed', 'outage', 'hosts and paths that were answered', {
    code: 'hosts-closed',
    kinds: 'Ingress',
    at: hostsAt,
    level: byHost,
    closes: (entity) => [...ingressHosts(entity).map((one) => [...one, 'host']), ...ingressPaths(entity)],
  }),
]
