import { at, fields, isEmpty, list, memoized, text } from '@slipway/kube'
import type { Entity } from '../read/entity.ts'
import type { Index, Trees } from '../read/trees.ts'
import { closesCluster, closesNamespace, newlyClosed } from './closing-policies.ts'
import { labelsIn, serviceSelector } from './label-index.ts'
import { isInNewNamespace } from './new-namespace.ts'
import { rule } from './risk.ts'

/** `web` and `web.shop.svc.cluster.local` are one host in the namespace shop. */
const hostOf = (host: unknown, namespace: string): string => {
  const whole = text(host) ?? ''
  const [name = '', space = namespace, ...more] = whole.split('.')
  return more.length > 0 && !whole.includes('.svc') ? whole : `${name}.${space}`
}
const subsetsOf = ({ value }: Entity): readonly string[] =>
  list(at(value, 'spec', 'subsets')).flatMap(({ name }) => text(name) ?? [])

/** DestinationRules of a namespace by their hosts; an index has one list of them. */
const byHost = memoized((rules: readonly Entity[]) =>
  Map.groupBy(rules, ({ value, namespace }) => hostOf(at(value, 'spec', 'host'), namespace)),
)

interface Target {
  readonly host: string
  readonly subset: string
}
/** The subsets to which a VirtualService sends. */
const subsetTargets = ({ value, namespace }: Entity): readonly Target[] =>
  ['http', 'tcp', 'tls'].flatMap((field) =>
    list(at(value, 'spec', field)).flatMap((one) =>
      list(one.route).flatMap(({ destination }) => {
        const subset = text(at(destination, 'subset'))
        return subset === undefined ? [] : [{ host: hostOf(at(destination, 'host'), namespace), subset }]
      }),
    ),
  )
const wordOf = ({ host, subset }: Target): string => `${host} ${subset}`

/** Subsets that routes send to, of hosts whose DestinationRule the tree has, and does not have them. */
function missing(route: Entity, tree: Index): readonly string[] {
  const rules = byHost(tree.kind(route.location.cluster, 'DestinationRule', route.namespace))
  return subsetTargets(route)
    .filter(({ host, subset }) => {
      const own = rules.get(host) ?? []
      return own.length > 0 && !own.some((each) => subsetsOf(each).includes(subset))
    })
    .map(wordOf)
}

const containersOf = ({ value }: Entity) => list(at(value, 'spec', 'template', 'spec', 'containers'))
const portNames = (workload: Entity): ReadonlySet<string> =>
  new Set(containersOf(workload).flatMap(({ ports }) => list(ports).flatMap(({ name }) => text(name) ?? [])))
/** Services that had these pods behind them, and now have none. */
function starvedServices(before: Entity, trees: Trees): readonly string[] {
  return labelsIn(trees.before, before)
    .servicesOf(before)
    .flatMap((service) => {
      const now = trees.after.find(service.location.cluster, 'Service', service.namespace, service.name)
      return now === undefined || labelsIn(trees.after, now).selected(serviceSelector(now)).length > 0
        ? []
        : [service.name]
    })
}

/** Ports of Services that are a name, which a container had and no container has now. */
function lostPorts(before: Entity, after: Entity, trees: Trees): readonly string[] {
  const [was, is] = [portNames(before), portNames(after)]
  if ([...was].every((name) => is.has(name))) return []
  return labelsIn(trees.after, after)
    .servicesOf(after)
    .flatMap((service) =>
      list(at(service.value, 'spec', 'ports')).flatMap(({ targetPort }) => {
        const name = text(targetPort)
        return name !== undefined && was.has(name) && !is.has(name) ? [`${name} (Service ${service.name})`] : []
      }),
    )
}

/** Ports of a Service that are a name, which no container of its pods has. */
function unknownPorts(service: Entity, tree: Index): readonly string[] {
  const behind = labelsIn(tree, service).selected(serviceSelector(service))
  if (behind.length === 0) return []
  const known = new Set(behind.flatMap((one) => [...portNames(one)]))
  return list(at(service.value, 'spec', 'ports')).flatMap(({ targetPort }) => {
    const name = text(targetPort)
    return name === undefined || known.has(name) ? [] : [name]
  })
}

/** Whether a namespace was there and nobody here knows a pod of it: neither side has a workload in it. */
const isOfUnknownPods = (entity: Entity, trees: Trees): boolean =>
  !isInNewNamespace(entity, trees) &&
  [trees.before, trees.after].every((tree) => labelsIn(tree, entity).selected({}).length === 0)

/** References of one object to another. */
export const routeRisks = [
  rule('subset', 'outage', 'subsets that routes send to', ({ entity, delta, change: { before, after }, trees }) => {
    if (entity.kind === 'VirtualService') {
      if (after === undefined || (delta !== undefined && !/^(?:http|tcp|tls)$/.test(delta.steps[1] ?? '')))
        return undefined
      const known = new Set(before === undefined ? [] : missing(before, trees.before))
      const lost = missing(after, trees.after).filter((one) => !known.has(one))
      return lost.length > 0 && ['high', 'no-subset', lost.map((one) => [one])]
    }
    if (entity.kind !== 'DestinationRule' || before === undefined) return undefined
    if (delta === undefined ? after !== undefined : delta.steps[1] !== 'subsets' && delta.steps[1] !== 'host')
      return undefined
    const { location, namespace } = entity
    const [host, has] = [
      hostOf(at(before.value, 'spec', 'host'), namespace),
      new Set(after === undefined ? [] : subsetsOf(after)),
    ]
    const gone = new Set(
      subsetsOf(before)
        .filter((one) => !has.has(one))
        .map((one) => `${host} ${one}`),
    )
    const lost = trees.after
      .kind(location.cluster, 'VirtualService', namespace)
      .flatMap((route) => subsetTargets(route).map(wordOf))
      .filter((word) => gone.has(word))
    return lost.length > 0 && ['high', 'no-subset', [...new Set(lost)].map((one) => [one])]
  }),
  rule('pods-closed', 'outage', 'pods that no policy closed off before', ({ entity, delta, change, trees }) => {
    if (delta !== undefined || change.before !== undefined || change.after === undefined) return undefined
    if (closesCluster(entity, trees.before)) return ['high', 'pods-closed', [['every pod of the cluster']]]
    const closed = newlyClosed(entity, trees.before)
    // Pods of a namespace that this tree does not name are there all the same.
    if (closed.length === 0 && closesNamespace(entity, trees.before) && isOfUnknownPods(entity, trees))
      return ['medium', 'pods-closed', [['every pod of the namespace']]]
    return closed.length > 0 && ['medium', 'pods-closed', closed.map(({ kind, name }) => [`${kind} ${name}`])]
  }),
  rule('service-pods', 'outage', 'ports of pods behind a Service', ({ entity, delta, change, trees }) => {
    const { after } = change
    if (entity.kind !== 'Service' || after === undefined || delta?.steps[1] !== 'ports') return undefined
    const before = change.before === undefined ? [] : unknownPorts(change.before, trees.before)
    const lost = unknownPorts(after, trees.after).filter((one) => !before.includes(one))
    return lost.length > 0 && ['high', 'port-without-container', lost.map((one) => [one])]
  }),
  rule('service-pods', 'outage', 'pods behind a Service', ({ pod, delta, change: { before, after }, trees }) => {
    if (pod === undefined || delta === undefined || before === undefined || after === undefined) return undefined
    if (pod[0] === 'metadata' && pod[1] === 'labels') {
      const lost = starvedServices(before, trees)
      return lost.length > 0 && ['high', 'service-without-pods', lost.map((one) => [one])]
    }
    if (!pod.includes('ports') && pod[1] !== 'containers') return undefined
    const lost = lostPorts(before, after, trees)
    return lost.length > 0 && ['high', 'port-without-container', lost.map((one) => [one])]
  }),
  rule('mesh-closed', 'outage', 'requests that no policy named before', ({ entity, delta, change, trees }) => {
    if (entity.kind !== 'AuthorizationPolicy' || delta !== undefined || change.before !== undefined) return undefined
    const { action = 'ALLOW', selector, rules } = fields(entity.value.spec)
    if (action !== 'ALLOW') return undefined
    const chosen = fields(at(selector, 'matchLabels'))
    const others = trees.before.kind(entity.location.cluster, 'AuthorizationPolicy', entity.namespace)
    // Where one for all pods is, they were closed before.
    if (
      others.some(
        ({ value }) => isEmpty(at(value, 'spec', 'selector')) && (at(value, 'spec', 'action') ?? 'ALLOW') === 'ALLOW',
      )
    )
      return undefined
    const closed = labelsIn(trees.before, entity).selected({ matchLabels: chosen })
    const all = list(rules).length === 0
    if (closed.length === 0 && !all) return undefined
    const most = isInNewNamespace(entity, trees) ? 'low' : 'high'
    return [all ? most : 'medium', 'requests-closed', closed.map(({ kind, name }) => [`${kind} ${name}`])]
  }),
  rule('pull-secret', 'outage', 'pull secrets of private registries', ({ pod, delta, entity, change: { after } }) => {
    if (delta?.op !== 'remove' || after === undefined) return undefined
    const isOwn = entity.kind === 'ServiceAccount' && delta.steps[0] === 'imagePullSecrets'
    return (isOwn || (pod?.[0] === 'spec' && pod[1] === 'imagePullSecrets')) && ['medium', 'pull-secret-gone']
  }),
]
