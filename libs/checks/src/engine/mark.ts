import { type Item, fields, text, workloadOf } from '@slipway/kube'
import { fullHost } from '../objects/mesh-host.ts'
import { delegatesOf, hostsOf } from '../objects/virtual-service.ts'

/**
 * Something by which a rule asks for objects of the cluster: `Service shop/web`, `pods shop tier=web`. What a rule has asked for is remembered,
 * and it is asked again when an object with such a mark has changed, come or gone; so an object has every mark by which it can be asked for.
 */
export type Mark = string

/** Of a cluster, when a folder comes or goes. */
export const foldersMark: Mark = 'folders'

export const kindMark = (kind: string): Mark => kind
export const spaceMark = (kind: string, namespace: string): Mark => `${kind} ${namespace}`
export const nameMark = (kind: string, namespace: string, name: string): Mark => `${kind} ${namespace}/${name}`
export const podsMark = (namespace: string): Mark => `pods ${namespace}`
export const labelMark = (namespace: string, key: string, value: string): Mark => `pods ${namespace} ${key}=${value}`
/** What says something of a host, by its full name. */
export const hostMark = (kind: 'DestinationRule' | 'VirtualService', host: string): Mark => `${kind} of ${host}`
/** The VirtualServices that hand over to one. */
export const delegateMark = (namespace: string, name: string): Mark => `delegates to ${namespace}/${name}`
/** The ExternalSecrets that make a Secret. */
export const secretMark = (namespace: string, name: string): Mark => `makes ${namespace}/${name}`
/** The Rollouts that manage a Service. */
export const managedMark = (namespace: string, service: string): Mark => `manages ${namespace}/${service}`

/** The marks that every object has, by what it is called. */
export const namedMarks = ({ kind, namespace, name }: Pick<Item, 'kind' | 'namespace' | 'name'>): readonly Mark[] => [
  kindMark(kind),
  spaceMark(kind, namespace),
  nameMark(kind, namespace, name),
]

/** The Secret that an ExternalSecret makes. */
export const secretOf = (item: Item): string => text(fields(item.spec.target).name) ?? item.name

/** The Services that a canary manages. */
export const managedBy = (item: Item): readonly string[] => {
  const canary = fields(fields(item.spec.strategy).canary)
  return [canary.stableService, canary.canaryService].flatMap((name) => (name === undefined ? [] : [String(name)]))
}

/** The marks that come of what an object says. */
export function spokenMarks(item: Item): readonly Mark[] {
  const { namespace } = item
  const pods = workloadOf(item)
  const ofPods =
    pods === undefined
      ? []
      : [podsMark(namespace), ...Object.entries(pods.labels).map(([key, value]) => labelMark(namespace, key, value))]
  switch (item.kind) {
    case 'DestinationRule':
      return [hostMark('DestinationRule', fullHost(text(item.spec.host) ?? '', namespace))]
    case 'VirtualService': {
      const hosts = hostsOf(item).map((host) => hostMark('VirtualService', fullHost(host, namespace)))
      const handed = delegatesOf(item)
        .map(({ to }) => to.split('/'))
        .map(([space = '', name = '']) => delegateMark(space, name))
      return [...new Set([...hosts, ...handed])]
    }
    case 'ExternalSecret':
      return [secretMark(namespace, secretOf(item))]
    case 'Rollout':
      return [...ofPods, ...new Set(managedBy(item).map((service) => managedMark(namespace, service)))]
    default:
      return ofPods
  }
}
