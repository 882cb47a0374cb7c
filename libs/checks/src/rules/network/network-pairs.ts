import {
  type Fields,
  fields,
  isPeer,
  isProtocol,
  list,
  nameOf,
  openPort,
  pairsOf,
  type Item,
  type NetworkPort,
  type Workload,
} from '@slipway/kube'
import type { Report, Rule } from '../../engine/rule.ts'
import type { RuleContext } from '../../engine/rule-context.ts'
import { isNamedBy } from '../../objects/authorization.ts'
import { callsPrefix, isDeclared } from '../../objects/call.ts'
import { allowsTraffic, endOf, policiesFor, policiesOf, portNumber, teamsMatching } from '../../objects/network.ts'
import { selecting } from '../../objects/selecting.ts'

const appName = 'app.kubernetes.io/name'

const portText = ({ port, protocol }: NetworkPort): string =>
  port === 0 ? `any ${protocol} port` : `${port}/${protocol}`

/** The ports of a workload to which its Services lead. */
function servedPorts(cluster: RuleContext, pods: Workload): readonly NetworkPort[] {
  const all = selecting(cluster, 'Service', pods)
    .flatMap(({ spec }) => list(spec.ports))
    .flatMap(({ port, targetPort, protocol = 'TCP' }): NetworkPort[] => {
      const target = portNumber(pods, targetPort ?? port)
      return target === undefined || !isProtocol(protocol) ? [] : [{ port: target, protocol }]
    })
  return [...new Map(all.map((one) => [portText(one), one])).values()]
}

/** Reports `calls` of a spec that policies do not allow in both directions. */
function declaredPairs(cluster: RuleContext, from: Workload, report: Report): void {
  const called = Object.entries(from.labels).flatMap(([label, value]) =>
    label.startsWith(callsPrefix) && value === 'true' ? [label.slice(callsPrefix.length)] : [],
  )
  for (const to of called.flatMap((name) => cluster.workloadsNamed(name))) {
    if (!cluster.isTeam(to.item.namespace)) continue
    // The mesh does not carry UDP, so the label alone would open it.
    if (to.item.namespace !== from.item.namespace && !isNamedBy(cluster, from, to)) {
      report(
        from.item,
        '',
        'a label of `calls` for what it calls, with the word of the other side',
        'name the app in `calls` in app.ts, or take the label out',
        `has the label of a caller of ${nameOf(to.item)}, whose AuthorizationPolicies do not name it`,
      )
      continue
    }
    for (const port of servedPorts(cluster, to)) {
      const refusing = (
        [
          ['Egress', from],
          ['Ingress', to],
        ] as const
      ).filter(([direction]) => !allowsTraffic(cluster, from, to, port, direction))
      if (refusing.length === 0) continue
      const who = refusing.map(([, { item }]) => nameOf(item)).join(' and ')
      report(
        from.item,
        '',
        'a call that the NetworkPolicies of both let through',
        'take out what replaces the policies that are made of `calls`',
        `calls ${nameOf(to.item)} at ${portText(port)}, which a NetworkPolicy of ${who} refuses`,
      )
    }
  }
}

/** Callers by the label of `calls` are declared, whoever they are. */
const isForDeclared = ({ podSelector }: { readonly podSelector?: unknown }, name: string): boolean =>
  pairsOf(fields(podSelector)).some(([key, value]) => key === `${callsPrefix}${name}` && value === 'true')

/** Pods of other teams that a peer of a policy stands for, asked for by as few keys as it says. */
function peerPods(cluster: RuleContext, peer: Fields, ranges: readonly string[]): readonly Workload[] {
  const { ipBlock, namespaceSelector, podSelector = {} } = peer
  const of = (teams: readonly string[]) => teams.flatMap((team) => cluster.selected(team, podSelector))
  if (namespaceSelector !== undefined) return of(teamsMatching(cluster, fields(namespaceSelector)))
  // A peer without anything is everybody; one with podSelector alone is of the policy's own namespace.
  const everybody = Object.keys(peer).length === 0 || (ipBlock !== undefined && isPeer(peer, '', { ranges }))
  return everybody ? of([...cluster.fleet.teams.keys()]) : []
}

/** Pods of other teams that some rule of a policy may let in, and that do not call the app. */
function admitted(cluster: RuleContext, policy: Item, to: Workload, ranges: readonly string[]): readonly Workload[] {
  const name = to.labels[appName] ?? ''
  return list(policy.spec.ingress)
    .flatMap((rule) => (list(rule.from).length === 0 ? [{}] : list(rule.from)))
    .filter((peer) => !isForDeclared(peer, name))
    .flatMap((peer) => peerPods(cluster, peer, ranges))
    .filter((from) => from.item.namespace !== to.item.namespace && !isDeclared(from, name))
}

/** Reports other teams' pods that can connect without a spec's `calls`. */
function otherPairs(cluster: RuleContext, to: Workload, report: Report): void {
  // Ranges may hold addresses of pods; where exactly they are, nobody knows before they run.
  const { vpc, pods } = cluster.cluster?.network ?? {}
  const ranges = [pods, vpc].filter((range) => range !== undefined)
  const own = policiesFor(cluster, to)
  const found = new Map<Workload, NetworkPort>()
  for (const policy of policiesOf(cluster, to, 'Ingress'))
    for (const from of admitted(cluster, policy, to, ranges)) {
      if (found.has(from)) continue
      const all = [...policiesFor(cluster, from), ...own]
      const port = openPort(all, endOf(cluster, from, ranges), endOf(cluster, to, ranges))
      if (port !== undefined) found.set(from, port)
    }
  for (const [from, port] of found)
    report(
      to.item,
      '',
      'pods of other teams only by `calls`',
      'name the app in `calls` of the other, or narrow the NetworkPolicies of both',
      `${nameOf(from.item)} reaches it at ${portText(port)}, and does not call it`,
    )
}

export const networkPairs: Rule = {
  code: 'network-pairs',
  guards: 'NetworkPolicies let every pair of `calls` through both ways, and no other pair of two teams',
  source:
    'DESIGN 3 (default deny, both ways, with exceptions from the calls graph); ' +
    'https://kubernetes.io/docs/concepts/services-networking/network-policies/, as libs/kube/src/network evaluates it',
  check: (cluster, report) => {
    for (const pods of cluster.workloads) {
      if (!cluster.isTeam(pods.item.namespace)) continue
      declaredPairs(cluster, pods, report)
      otherPairs(cluster, pods, report)
    }
  },
}
