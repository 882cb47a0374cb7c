import { at, fields, isEmpty, isFields, labelsOf, list, text, texts, type Fields, type Labels } from '@slipway/kube'
import { hasOption } from '../effects/sync-option.ts'
import type { Entity } from '../read/entity.ts'
import type { Index, Trees } from '../read/trees.ts'
import { podKinds, podOf } from './guards/pod-openings.ts'
import { labelsIn } from './label-index.ts'

/** A policy by which pods take, or make, only the connections that some policy names. */
interface ClosingPolicy {
  /** `undefined` where it is written in a way that is not read here. */
  readonly selector: Fields | undefined
  readonly ofCluster: boolean
  readonly directions: readonly string[]
}

const said = (spec: Fields, directions: Readonly<Record<string, readonly string[]>>): readonly string[] =>
  Object.entries(directions).flatMap(([direction, parts]) =>
    parts.some((part) => Array.isArray(spec[part])) ? [direction] : [],
  )

/** `k8s:app` and `any:app` are the label `app`. */
const ciliumSelector = (selector: unknown): Fields => {
  const plain = (key: string): string => key.replace(/^(?:k8s|any)[:.]/, '')
  const labels = Object.entries(fields(at(selector, 'matchLabels'))).map(([key, value]) => [plain(key), value] as const)
  const more = list(at(selector, 'matchExpressions')).map((one) => ({ ...one, key: plain(text(one['key']) ?? '') }))
  return {
    ...(labels.length === 0 ? {} : { matchLabels: Object.fromEntries(labels) }),
    ...(more.length === 0 ? {} : { matchExpressions: more }),
  }
}
/** https://docs.cilium.io/en/stable/security/policy/intro/#policy-enforcement-default-deny */
function cilium({ kind, value }: Entity): readonly ClosingPolicy[] {
  return [...list(value['specs']), ...(value['spec'] === undefined ? [] : [fields(value['spec'])])].map((spec) => ({
    selector: spec['endpointSelector'] === undefined ? undefined : ciliumSelector(spec['endpointSelector']),
    ofCluster: kind === 'CiliumClusterwideNetworkPolicy',
    directions: said(spec, { Ingress: ['ingress', 'ingressDeny'], Egress: ['egress', 'egressDeny'] }).filter(
      (direction) => at(spec, 'enableDefaultDeny', direction.toLowerCase()) !== false,
    ),
  }))
}

/** `app == 'web' && has(tier)` in part: equalities alone. */
function calicoSelector(selector: string): Fields | undefined {
  if (selector === '' || selector === 'all()') return {}
  const parts = selector.split('&&').map((part) => /^\s*([\w./-]+)\s*==\s*(['"])([^'"]*)\2\s*$/.exec(part))
  if (parts.some((part) => part === null)) return undefined
  return { matchLabels: Object.fromEntries(parts.map((part) => [part?.[1] ?? '', part?.[3] ?? ''])) }
}
/**
 * https://docs.tigera.io/calico/latest/reference/resources/networkpolicy: without `types` those of its rules, else
 * Ingress.
 */
function calico({ kind, value }: Entity): readonly ClosingPolicy[] {
  const spec = fields(value['spec'])
  const types = texts(spec['types'])
  const rules = said(spec, { Ingress: ['ingress'], Egress: ['egress'] })
  const all = [spec['namespaceSelector'], spec['serviceAccountSelector']].every((one) => one == null || one === 'all()')
  return [
    {
      selector: all ? calicoSelector((text(spec['selector']) ?? '').trim()) : undefined,
      ofCluster: kind === 'GlobalNetworkPolicy',
      directions: types.length > 0 ? types : rules.length > 0 ? rules : ['Ingress'],
    },
  ]
}
const kubernetes = ({ value }: Entity): readonly ClosingPolicy[] => {
  const spec = fields(value['spec'])
  const types = texts(spec['policyTypes'])
  return [
    {
      selector: fields(spec['podSelector']),
      ofCluster: false,
      directions: types.length > 0 ? types : ['Ingress', ...('egress' in spec ? ['Egress'] : [])],
    },
  ]
}

/** Whether a subject or a peer of such a policy takes in every pod of the cluster. */
const isEveryPod = (one: unknown): boolean => {
  const { namespaces, pods } = fields(one)
  if (isFields(namespaces)) return isEmpty(namespaces)
  return isFields(pods) && isEmpty(pods['namespaceSelector']) && isEmpty(pods['podSelector'])
}
/**
 * https://network-policy-api.sigs.k8s.io/api-overview/: only rules that deny all to all pods of the cluster are taken
 * apart.
 */
const ofAdmins = ({ value }: Entity): readonly ClosingPolicy[] => {
  const deniesAll = (direction: string, peers: string) =>
    list(at(value, 'spec', direction.toLowerCase())).some(
      (rule) =>
        rule['action'] === 'Deny' &&
        [...list(rule['ports']), ...list(rule['protocols'])].length === 0 &&
        list(rule[peers]).some((peer) => isEveryPod(peer) || texts(peer['networks']).includes('0.0.0.0/0')),
    )
  return [
    {
      selector: isEveryPod(at(value, 'spec', 'subject')) ? {} : undefined,
      ofCluster: true,
      directions: [['Ingress', 'from'] as const, ['Egress', 'to'] as const].flatMap(([direction, peers]) =>
        deniesAll(direction, peers) ? [direction] : [],
      ),
    },
  ]
}

const kinds = [
  'NetworkPolicy',
  'CiliumNetworkPolicy',
  'CiliumClusterwideNetworkPolicy',
  'GlobalNetworkPolicy',
  'AdminNetworkPolicy',
  'BaselineAdminNetworkPolicy',
  'ClusterNetworkPolicy',
] as const
const readersByGroup: Readonly<Record<string, (entity: Entity) => readonly ClosingPolicy[]>> = {
  'networking.k8s.io': kubernetes,
  'cilium.io': cilium,
  'projectcalico.org': calico,
  'crd.projectcalico.org': calico,
  'policy.networking.k8s.io': ofAdmins,
}
/** The connections that a policy closes; none for other kinds. */
const closingOf = (entity: Entity): readonly ClosingPolicy[] =>
  (kinds as readonly string[]).includes(entity.kind) ? (readersByGroup[entity.group]?.(entity) ?? []) : []

const namespacesOf = (cluster: string, index: Index): readonly string[] =>
  index.kind(cluster, 'Namespace', '').map(({ name }) => name)

/** The workloads of a tree whose pods a policy closes, each with the direction. */
function closedBy(entity: Entity, index: Index): readonly (readonly [workload: Entity, direction: string])[] {
  const { cluster } = entity.location
  return closingOf(entity).flatMap(({ selector, ofCluster, directions }) => {
    if (selector === undefined) return []
    const places = ofCluster ? namespacesOf(cluster, index) : [entity.namespace]
    const chosen = places.flatMap((namespace) => labelsIn(index, { ...entity, namespace }).selected(selector))
    return chosen.flatMap((workload) => directions.map((direction) => [workload, direction] as const))
  })
}

/** The workloads that a new policy closes, and no other policy closed before. */
export function newlyClosed(entity: Entity, index: Index): readonly Entity[] {
  const closed = closedBy(entity, index)
  if (closed.length === 0) return []
  const { cluster } = entity.location
  const places = new Set(['', ...(entity.namespace === '' ? namespacesOf(cluster, index) : [entity.namespace])])
  const others = kinds.flatMap((kind) => [...places].flatMap((namespace) => index.kind(cluster, kind, namespace)))
  const held = new Map<Entity, Set<string>>()
  for (const [workload, direction] of others.flatMap((one) => closedBy(one, index)))
    held.set(workload, (held.get(workload) ?? new Set()).add(direction))
  return [...new Set(closed.flatMap(([one, direction]) => (held.get(one)?.has(direction) === true ? [] : [one])))]
}

const closedForAll = (entity: Entity): readonly string[] =>
  closingOf(entity).flatMap(({ selector, ofCluster, directions }) =>
    ofCluster && selector !== undefined && isEmpty(selector) ? directions : [],
  )
/** Whether a new policy closes every pod of a cluster, whichever this tree knows, and no other policy did before. */
export function closesCluster(entity: Entity, index: Index): boolean {
  const closed = closedForAll(entity)
  if (closed.length === 0) return false
  const others = kinds.flatMap((kind) => index.kind(entity.location.cluster, kind, ''))
  const held = new Set(others.flatMap(closedForAll))
  return closed.some((direction) => !held.has(direction))
}

const closedInNamespace = (entity: Entity): readonly string[] =>
  closingOf(entity).flatMap(({ selector, ofCluster, directions }) =>
    !ofCluster && selector !== undefined && isEmpty(selector) ? directions : [],
  )
/**
 * Whether a new policy lets no pod of its namespace connect, whichever this tree knows, and no other policy selected
 * them all.
 */
export function closesNamespace(entity: Entity, index: Index): boolean {
  const closed = closedInNamespace(entity).filter(
    (direction) => list(at(entity.value, 'spec', direction.toLowerCase())).length === 0,
  )
  if (closed.length === 0) return false
  const others = kinds.flatMap((kind) => index.kind(entity.location.cluster, kind, entity.namespace))
  const held = new Set(others.flatMap(closedInNamespace))
  return closed.some((direction) => !held.has(direction))
}

const podLabels = (entity: Entity): Labels => labelsOf(at(podOf(entity).template, 'metadata', 'labels'))
const matchLabels = ({ kind, value }: Entity): Labels => {
  const spec = fields(value['spec'])
  return labelsOf(
    kind === 'Sidecar'
      ? at(spec, 'workloadSelector', 'labels')
      : at(kind === 'NetworkPolicy' ? spec['podSelector'] : spec['selector'], 'matchLabels'),
  )
}

/** Whether a policy goes together with all pods that it was for, as that of a migration does with its Job. */
export function goesWithItsPods(policy: Entity, trees: Trees): boolean {
  const wanted = Object.entries(matchLabels(policy))
  if (wanted.length === 0) return false
  const chosen = (index: Index) =>
    podKinds
      .flatMap((kind) => index.kind(policy.location.cluster, kind, policy.namespace))
      .filter((one) => {
        const labels = podLabels(one)
        return wanted.every(([key, value]) => labels[key] === value)
      })
  const had = chosen(trees.before)
  return had.length > 0 && !had.some((one) => hasOption(one, 'Prune=false')) && chosen(trees.after).length === 0
}
