import {
  type Fields,
  isFor,
  type Item,
  type Labels,
  labelsOf,
  letsPass,
  list,
  matches,
  memoized,
  namedPorts,
  type NetworkEnd,
  type NetworkPort,
  number,
  pairsOf,
  type PolicyDirection,
  type PolicyOf,
  type Workload,
} from '@slipway/kube'
import type { RuleContext } from '../engine/rule-context.ts'
import { selecting } from './selecting.ts'

const ownName = 'kubernetes.io/metadata.name'

const labelsOfNamespace = memoized(
  ({ object, name }: Item): Labels => ({ ...labelsOf(object.metadata.labels), [ownName]: name }),
)

function namespaceLabels(cluster: RuleContext, namespace: string): Labels {
  const found = cluster.find('Namespace', '', namespace)
  return found === undefined ? { [ownName]: namespace } : labelsOfNamespace(found)
}

export function teamsMatching(cluster: RuleContext, selector: Fields): readonly string[] {
  const [, only] = pairsOf(selector).find(([key]) => key === ownName) ?? []
  const teams = only === undefined ? [...cluster.fleet.teams.keys()] : cluster.isTeam(only) ? [only] : []
  return teams.filter((team) => matches(selector, namespaceLabels(cluster, team)))
}

export function portNumber(pods: Workload, port: unknown): number | undefined {
  if (typeof port !== 'string') return number(port)
  const all = pods.containers.flatMap((c) => list(c.spec.ports))
  return number(all.find((p) => p.name === port)?.containerPort)
}

/** By its own name: policies of a namespace as the evaluator takes them. */
const policyOf = memoized(({ namespace, spec }: Item): PolicyOf => ({ namespace, spec }))

/** Policies that select the pods, of either direction. */
export const policiesFor = (cluster: RuleContext, pods: Workload): readonly PolicyOf[] =>
  selecting(cluster, 'NetworkPolicy', pods).map(policyOf)

/** Without any, all traffic of that direction is allowed. */
export const policiesOf = (cluster: RuleContext, pods: Workload, direction: PolicyDirection): readonly Item[] =>
  selecting(cluster, 'NetworkPolicy', pods).filter((policy) => isFor(policyOf(policy), direction))

/** @param ranges where addresses of pods may be; without any, no ipBlock counts */
export function endOf(
  cluster: RuleContext,
  { item, labels, pod }: Workload,
  ranges: readonly string[] = [],
): NetworkEnd {
  const { namespace } = item
  return {
    ranges,
    pods: { namespace, namespaceLabels: namespaceLabels(cluster, namespace), labels, ports: namedPorts(pod) },
  }
}

export function allowsTraffic(
  cluster: RuleContext,
  from: Workload,
  to: Workload,
  port: NetworkPort,
  direction: PolicyDirection,
): boolean {
  const policies = policiesFor(cluster, direction === 'Egress' ? from : to)
  return letsPass(policies, endOf(cluster, from), endOf(cluster, to), port, direction)
}
