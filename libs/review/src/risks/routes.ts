import { at, fields, isEmpty, labelsOf, list, matches, text, texts } from '@slipway/kube'
import type { Entity } from '../read/entity.ts'
import type { Index } from '../read/trees.ts'
import { rule } from './risk.ts'

/** `web` and `web.shop.svc.cluster.local` are one host in the namespace shop. */
const hostOf = (host: unknown, namespace: string): string => {
  const [name = '', space = namespace] = (text(host) ?? '').split('.')
  return (text(host) ?? '').split('.').length > 2 && !(text(host) ?? '').includes('.svc')
    ? (text(host) ?? '')
    : `${name}.${space}`
}
const subsetsOf = ({ value }: Entity): readonly string[] =>
  list(at(value, 'spec', 'subsets')).flatMap(({ name }) => text(name) ?? [])

/** Subsets that routes send to, of hosts whose DestinationRule the tree has, and does not have them. */
function missing(route: Entity, tree: Index): readonly string[] {
  const { location, namespace, value } = route
  const rules = tree.kind(location.cluster, 'DestinationRule', namespace)
  return ['http', 'tcp', 'tls'].flatMap((field) =>
    list(at(value, 'spec', field)).flatMap((one) =>
      list(one.route).flatMap(({ destination }) => {
        const [host, subset] = [hostOf(at(destination, 'host'), namespace), text(at(destination, 'subset'))]
        if (subset === undefined) return []
        const own = rules.filter((each) => hostOf(at(each.value, 'spec', 'host'), namespace) === host)
        return own.length === 0 || own.some((each) => subsetsOf(each).includes(subset)) ? [] : [`${host} ${subset}`]
      }),
    ),
  )
}

const workloads = ['Deployment', 'Rollout', 'StatefulSet', 'DaemonSet']
const podLabels = ({ value }: Entity) => labelsOf(at(value, 'spec', 'template', 'metadata', 'labels'))
/** Whether a policy limits what comes in to pods of this workload. */
const holdsFor = (policy: Entity, workload: Entity): boolean => {
  const selector = fields(at(policy.value, 'spec', 'podSelector'))
  return isEmpty(selector) || matches(selector, podLabels(workload))
}

/** What one object needs of another. */
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
    const lost = trees.after.kind(location.cluster, 'VirtualService', namespace).flatMap(({ value }) =>
      ['http', 'tcp', 'tls'].flatMap((field) =>
        list(at(value, 'spec', field)).flatMap((one) =>
          list(one.route).flatMap(({ destination }) => {
            const word = `${hostOf(at(destination, 'host'), namespace)} ${text(at(destination, 'subset')) ?? ''}`
            return gone.has(word) ? [word] : []
          }),
        ),
      ),
    )
    return lost.length > 0 && ['high', 'no-subset', [...new Set(lost)].map((one) => [one])]
  }),
  rule('pods-closed', 'outage', 'pods that no policy closed off before', ({ entity, delta, change, trees }) => {
    if (
      entity.kind !== 'NetworkPolicy' ||
      delta !== undefined ||
      change.before !== undefined ||
      change.after === undefined
    )
      return undefined
    const { location, namespace } = entity
    const others = trees.before.kind(location.cluster, 'NetworkPolicy', namespace)
    const types = texts(at(entity.value, 'spec', 'policyTypes'))
    const same = others.filter((one) => {
      const theirs = texts(at(one.value, 'spec', 'policyTypes'))
      return types.length === 0 || theirs.length === 0 || types.every((type) => theirs.includes(type))
    })
    const closed = workloads
      .flatMap((kind) => trees.before.kind(location.cluster, kind, namespace))
      .filter((one) => holdsFor(entity, one) && !same.some((policy) => holdsFor(policy, one)))
    return closed.length > 0 && ['medium', 'pods-closed', closed.map(({ kind, name }) => [`${kind} ${name}`])]
  }),
]
