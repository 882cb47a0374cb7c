import {
  fields,
  hasAddressIn,
  labelsOf,
  list,
  matches,
  namedPorts,
  number,
  text,
  texts,
  type Fields,
  type Labels,
} from '@slipway/kube'
import type { Live } from '../cluster/kube-object.ts'

/** The input of `packet-filter` (libs/rehearsal/bin/packet-filter). */
export interface Ruleset {
  readonly pods: readonly PodRules[]
  /** Addresses of machines that run pods, which reach them always. */
  readonly nodes: readonly string[]
}

/** `null` where no policy selects the pod for that direction: everything is allowed. */
interface PodRules {
  readonly address: string
  readonly egress: readonly PacketRule[] | null
  readonly ingress: readonly PacketRule[] | null
}

/** Allows packets of one protocol to destination ports, both included, to or from ranges of addresses. */
export interface PacketRule {
  readonly peers: readonly string[]
  readonly except: readonly string[]
  /** IP's own number; 0 means all. */
  readonly protocol: number
  readonly from: number
  /** 0 means all ports. */
  readonly until: number
}

type Direction = 'ingress' | 'egress'

export const protocols: Readonly<Record<string, number>> = { TCP: 6, UDP: 17, SCTP: 132 }

interface Pod {
  readonly namespace: string
  readonly labels: Labels
  readonly address: string
  /** Named ports by name and protocol. */
  readonly ports: ReadonlyMap<string, number>
}

type Ports = Pick<PacketRule, 'protocol' | 'from' | 'until'>
type Range = Pick<PacketRule, 'peers' | 'except'>
/** The addresses of a peer; pods if it selects such, since a named port is each pod's own. */
type Peer = Range & { readonly pods: readonly Pod[] }

const everything = '0.0.0.0/0'
const isOver = new Set(['Succeeded', 'Failed'])

function podOf({ metadata, spec, status }: Live): readonly Pod[] {
  const address = status?.podIP
  if (address === undefined || isOver.has(status?.phase ?? '') || spec?.['hostNetwork'] === true) return []
  const { namespace = '', labels } = metadata
  return [{ namespace, labels: labelsOf(labels), address, ports: namedPorts(fields(spec)) }]
}

/** The API server sets it on each namespace; here also where it was not asked. */
const ownName = 'kubernetes.io/metadata.name'

/**
 * NetworkPolicies by pod address (https://kubernetes.io/docs/concepts/services-networking/network-policies/): selected
 * pods refuse what no policy allows, policies add up. IPv4 only; a peer by address also means pods there.
 */
export function rulesOf(policies: readonly Live[], livePods: readonly Live[], namespaces: readonly Live[]): Ruleset {
  const pods = livePods.flatMap(podOf)
  const labelsByNamespace = new Map(
    namespaces.map(({ metadata: { name, labels } }) => [name, { [ownName]: name, ...labelsOf(labels) }] as const),
  )
  const namespaceLabels = (name: string): Labels => labelsByNamespace.get(name) ?? { [ownName]: name }

  const peerOf = (peer: Fields, policyNamespace: string): Peer => {
    if (peer.ipBlock !== undefined) {
      const { cidr, except } = fields(peer.ipBlock)
      const is4 = (range: string) => !range.includes(':')
      const there = pods.filter(({ address }) => hasAddressIn(address, text(cidr) ?? '', texts(except)))
      return { peers: texts([cidr]).filter(is4), except: texts(except).filter(is4), pods: there }
    }
    const selected = pods.filter(
      ({ namespace, labels }) =>
        (peer.namespaceSelector === undefined
          ? namespace === policyNamespace
          : matches(fields(peer.namespaceSelector), namespaceLabels(namespace))) &&
        (peer.podSelector === undefined || matches(fields(peer.podSelector), labels)),
    )
    return { peers: selected.map(({ address }) => `${address}/32`), except: [], pods: selected }
  }

  const rulesOfOne = (rule: Fields, direction: Direction, own: Pod, policyNamespace: string): readonly PacketRule[] => {
    const given = list(direction === 'ingress' ? rule.from : rule.to)
    const peers =
      given.length === 0
        ? [{ peers: [everything], except: [], pods }]
        : given.map((peer) => peerOf(peer, policyNamespace))
    const ports = list(rule.ports)
    if (ports.length === 0) return peers.map(({ peers, except }) => ({ peers, except, protocol: 0, from: 0, until: 0 }))
    return ports.flatMap(({ port, endPort, protocol: of }) => {
      const name = text(of) ?? 'TCP'
      const protocol = protocols[name]
      // Not to be taken for "all".
      if (protocol === undefined) return []
      const first = number(port)
      const numbers: Ports | undefined =
        port === undefined
          ? { protocol, from: 0, until: 0 }
          : first === undefined
            ? undefined
            : { protocol, from: first, until: number(endPort) ?? first }
      if (numbers !== undefined) return peers.map(({ peers, except }) => ({ peers, except, ...numbers }))
      const key = `${text(port) ?? ''}/${name}`
      const at = (pod: Pod): Ports | undefined => {
        const found = pod.ports.get(key)
        return found === undefined ? undefined : { protocol, from: found, until: found }
      }
      if (direction === 'ingress') {
        const found = at(own)
        return found === undefined ? [] : peers.map(({ peers, except }) => ({ peers, except, ...found }))
      }
      return peers.flatMap((peer) =>
        peer.pods.flatMap((pod) => {
          const found = at(pod)
          return found === undefined ? [] : [{ peers: [`${pod.address}/32`], except: [], ...found }]
        }),
      )
    })
  }

  const isFor = (policy: Fields, direction: Direction): boolean => {
    const types = texts(policy.policyTypes)
    if (types.length === 0) return direction === 'ingress' || policy.egress !== undefined
    return types.includes(direction === 'ingress' ? 'Ingress' : 'Egress')
  }
  const rules = (own: Pod, direction: Direction): readonly PacketRule[] | null => {
    const selecting = policies.filter(
      ({ metadata, spec }) =>
        metadata.namespace === own.namespace &&
        isFor(fields(spec), direction) &&
        matches(fields(fields(spec).podSelector), own.labels),
    )
    if (selecting.length === 0) return null
    return selecting.flatMap(({ metadata, spec }) =>
      list(fields(spec)[direction])
        .flatMap((rule) => rulesOfOne(rule, direction, own, metadata.namespace ?? ''))
        .filter(({ peers }) => peers.length > 0),
    )
  }
  return {
    pods: pods.map((pod) => ({ address: pod.address, egress: rules(pod, 'egress'), ingress: rules(pod, 'ingress') })),
    nodes: [...new Set(livePods.flatMap(({ status }) => text(status?.['hostIP']) ?? []))],
  }
}
