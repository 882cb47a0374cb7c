import {
  type Fields,
  fields,
  type Item,
  type Labels,
  labelsOf,
  list,
  matches,
  memoized,
  number,
  pairsOf,
  text,
  texts,
  type Workload,
} from '@slipway/kube'
import type { RuleContext } from '../engine/rule-context.ts'
import { selecting } from './selecting.ts'

const ownName = 'kubernetes.io/metadata.name'

const labelsOfNamespace = memoized(
  ({ object, name }: Item): Labels => ({ ...labelsOf(object.metadata.labels), [ownName]: name }),
)

export function namespaceLabels(cluster: RuleContext, namespace: string): Labels {
  const found = cluster.find('Namespace', '', namespace)
  return found === undefined ? { [ownName]: namespace } : labelsOfNamespace(found)
}

export function teamsMatching(cluster: RuleContext, selector: Fields): readonly string[] {
  const [, only] = pairsOf(selector).find(([key]) => key === ownName) ?? []
  const teams = only === undefined ? [...cluster.fleet.teams.keys()] : cluster.isTeam(only) ? [only] : []
  return teams.filter((team) => matches(selector, namespaceLabels(cluster, team)))
}

/** https://kubernetes.io/docs/concepts/services-networking/network-policies/ */
function matchesPeer(cluster: RuleContext, policy: Item, peer: Fields, pods: Workload): boolean {
  if (peer.ipBlock !== undefined) return false
  const { namespace } = pods.item
  const inNamespace =
    peer.namespaceSelector === undefined
      ? namespace === policy.namespace
      : matches(fields(peer.namespaceSelector), namespaceLabels(cluster, namespace))
  return inNamespace && (peer.podSelector === undefined || matches(fields(peer.podSelector), pods.labels))
}

export function portNumber(pods: Workload, port: unknown): number | undefined {
  if (typeof port !== 'string') return number(port)
  const all = pods.containers.flatMap((c) => list(c.spec.ports))
  return number(all.find((p) => p.name === port)?.containerPort)
}

const coversPort = (rule: Fields, of: Workload, port: number): boolean => {
  const ports = list(rule.ports)
  return (
    ports.length === 0 ||
    ports.some((p) => {
      if ((text(p.protocol) ?? 'TCP') !== 'TCP') return false
      const from = p.port === undefined ? 0 : portNumber(of, p.port)
      return from !== undefined && (p.port === undefined || (port >= from && port <= (number(p.endPort) ?? from)))
    })
  )
}

/** Without any, all traffic of that direction is allowed. */
export function policiesOf(cluster: RuleContext, pods: Workload, direction: 'Ingress' | 'Egress'): readonly Item[] {
  return selecting(cluster, 'NetworkPolicy', pods).filter((policy) => {
    const types = texts(policy.spec.policyTypes)
    return types.length > 0 ? types.includes(direction) : direction === 'Ingress' || policy.spec.egress !== undefined
  })
}

export function allowsTraffic(
  cluster: RuleContext,
  from: Workload,
  to: Workload,
  port: number,
  direction: 'Ingress' | 'Egress',
): boolean {
  const [own, other] = direction === 'Egress' ? [from, to] : [to, from]
  const policies = policiesOf(cluster, own, direction)
  if (policies.length === 0) return true
  return policies.some((policy) =>
    list(policy.spec[direction.toLowerCase()]).some((rule) => {
      const peers = list(direction === 'Egress' ? rule.to : rule.from)
      return (
        coversPort(rule, to, port) &&
        (peers.length === 0 || peers.some((peer) => matchesPeer(cluster, policy, peer, other)))
      )
    }),
  )
}
