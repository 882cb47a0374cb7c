import { type Labels, matches } from '../label-selector.ts'
import { memoized } from '../memoized.ts'
import { type Fields, fields, list, number, text, texts } from '../value.ts'
import { hasAddressIn } from './address-range.ts'

/** A sender or receiver: pods, or, with `ranges` alone, addresses outside of the cluster. */
export interface NetworkEnd {
  /** The ranges of its address; empty if unknown, which no ipBlock matches. */
  readonly ranges: readonly string[]
  readonly pods?: NetworkPods
}

interface NetworkPods {
  readonly namespace: string
  readonly namespaceLabels: Labels
  readonly labels: Labels
  /** Numbers of named ports, by `name/TCP`. */
  readonly ports: ReadonlyMap<string, number>
}

/** A NetworkPolicy's own namespace and spec. */
export interface PolicyOf {
  readonly namespace: string
  readonly spec: Fields
}

export interface NetworkPort {
  readonly port: number
  readonly protocol: 'TCP' | 'UDP' | 'SCTP'
}

export type PolicyDirection = 'Ingress' | 'Egress'

const sides = { Ingress: ['ingress', 'from'], Egress: ['egress', 'to'] } as const
export const isProtocol = (name: unknown): name is NetworkPort['protocol'] =>
  name === 'TCP' || name === 'UDP' || name === 'SCTP'

/** "If no policyTypes are specified ... Ingress will always be set and Egress if the policy has any egress rules". */
export const isFor = ({ spec }: PolicyOf, direction: PolicyDirection): boolean => {
  const types = texts(spec.policyTypes)
  return types.length > 0 ? types.includes(direction) : direction === 'Ingress' || spec.egress !== undefined
}

/** The policies that isolate pods in a direction; without any, all traffic of that direction is allowed. */
const isolating = (
  policies: readonly PolicyOf[],
  { namespace, labels }: NetworkPods,
  direction: PolicyDirection,
): readonly PolicyOf[] =>
  policies.filter(
    (policy) =>
      policy.namespace === namespace && isFor(policy, direction) && matches(fields(policy.spec.podSelector), labels),
  )

/** Whether a peer of a rule (`from`, `to`) stands for an end. */
export function isPeer(peer: Fields, policyNamespace: string, { ranges, pods }: NetworkEnd): boolean {
  if (peer.ipBlock !== undefined) {
    const { cidr, except } = fields(peer.ipBlock)
    return ranges.some((range) => hasAddressIn(range, text(cidr) ?? '', texts(except)))
  }
  if (pods === undefined) return false
  const isInNamespace =
    peer.namespaceSelector === undefined
      ? pods.namespace === policyNamespace
      : matches(fields(peer.namespaceSelector), pods.namespaceLabels)
  return isInNamespace && (peer.podSelector === undefined || matches(fields(peer.podSelector), pods.labels))
}

const allPorts = [0, 65_535] as const

/** First and last port of an entry of `ports`; a name is the receiver's own. `undefined`: it has no such port */
function portRange({ port, endPort, protocol }: Fields, to: NetworkEnd): readonly [number, number] | undefined {
  if (port === undefined) return allPorts
  const name = text(port)
  const first = name === undefined ? number(port) : to.pods?.ports.get(`${name}/${text(protocol) ?? 'TCP'}`)
  return first === undefined ? undefined : [first, name === undefined ? (number(endPort) ?? first) : first]
}

/** The rules of policies that isolate one end, as far as they name the other end. */
const rulesFor = (
  policies: readonly PolicyOf[],
  from: NetworkEnd,
  to: NetworkEnd,
  direction: PolicyDirection,
): readonly Fields[] | undefined => {
  const [own, other] = direction === 'Egress' ? [from, to] : [to, from]
  if (own.pods === undefined) return undefined
  const isolate = isolating(policies, own.pods, direction)
  if (isolate.length === 0) return undefined
  const [rules, side] = sides[direction]
  return isolate.flatMap(({ namespace, spec }) =>
    list(spec[rules]).filter((rule) => {
      const peers = list(rule[side])
      return peers.length === 0 || peers.some((peer) => isPeer(peer, namespace, other))
    }),
  )
}

/** @param rules those of `rulesFor` */
const covers = (rules: readonly Fields[] | undefined, to: NetworkEnd, { port, protocol }: NetworkPort): boolean =>
  rules === undefined ||
  rules.some((rule) => {
    const ports = list(rule.ports)
    if (ports.length === 0) return true
    return ports.some((entry) => {
      if ((text(entry.protocol) ?? 'TCP') !== protocol) return false
      const range = portRange(entry, to)
      return range !== undefined && port >= range[0] && port <= range[1]
    })
  })

/**
 * Whether policies allow a connection in one direction: out of `from`, or into `to`. It needs both. Policies add up,
 * and pods that none selects are open (https://kubernetes.io/docs/concepts/services-networking/network-policies/).
 * Traffic of a pod to itself, or from its node, is never blocked and not asked about.
 */
export const letsPass = (
  policies: readonly PolicyOf[],
  from: NetworkEnd,
  to: NetworkEnd,
  port: NetworkPort,
  direction: PolicyDirection,
): boolean => covers(rulesFor(policies, from, to, direction), to, port)

/** A port at which packets arrive; `undefined` where there is none. */
export function openPort(policies: readonly PolicyOf[], from: NetworkEnd, to: NetworkEnd): NetworkPort | undefined {
  const bothWays = (['Egress', 'Ingress'] as const).map((direction) => rulesFor(policies, from, to, direction))
  const starts = bothWays.flatMap((rules = []) => rules.flatMap((rule) => list(rule.ports)))
  // Where two sets of ranges meet, they do at the first port of one of them.
  const tried = starts.flatMap((entry): NetworkPort[] => {
    const [protocol, range] = [text(entry.protocol) ?? 'TCP', portRange(entry, to)]
    return range === undefined || !isProtocol(protocol) ? [] : [{ port: range[0], protocol }]
  })
  const any: NetworkPort = { port: 0, protocol: 'TCP' }
  return [...tried, any].find((one) => bothWays.every((rules) => covers(rules, to, one)))
}

/** Named ports of a pod, by which policies may call them. */
export const namedPorts = memoized(
  (pod: Fields): ReadonlyMap<string, number> =>
    new Map(
      list(pod.containers)
        .flatMap(({ ports }) => list(ports))
        .flatMap(({ name, protocol, containerPort }) => {
          const at = number(containerPort)
          return typeof name === 'string' && at !== undefined
            ? [[`${name}/${text(protocol) ?? 'TCP'}`, at] as const]
            : []
        }),
    ),
)
