import { fields, type Item, type Labels, text, workloadOf } from '@slipway/kube'
import { delegatesOf, fullHost, hostsOf } from '../objects/virtual-service.ts'

/**
 * A lookup key such as `Service shop/web` or `pods shop tier=web`. A folder is checked again when an object with a
 * key that its rules queried changes; so an object has every key by which rules can find it.
 */
export type DependencyKey = string

export const foldersKey: DependencyKey = 'folders'
/**
 * How many objects have a key: changes when one comes or goes, and not when one changes. Short, as caches have
 * thousands.
 */
export const countKey = (key: DependencyKey): DependencyKey => `#${key}`

export const kindKey = (kind: string): DependencyKey => kind
export const namespaceKey = (kind: string, namespace: string): DependencyKey => `${kind} ${namespace}`
export const nameKey = (kind: string, namespace: string, name: string): DependencyKey => `${kind} ${namespace}/${name}`
export const podsKey = (namespace: string): DependencyKey => `pods ${namespace}`
export const labelKey = (namespace: string, key: string, value: string): DependencyKey =>
  `pods ${namespace} ${key}=${value}`
/** Pods of apps of a name, in whichever namespace. */
export const namedPodsKey = (app: string): DependencyKey => `pods named ${app}`
type HostKind = 'DestinationRule' | 'ServiceEntry' | 'VirtualService'
export const hostKey = (kind: HostKind, host: string): DependencyKey => `${kind} of ${host}`
export const delegateKey = (namespace: string, name: string): DependencyKey => `delegates to ${namespace}/${name}`
export const secretKey = (namespace: string, name: string): DependencyKey => `makes ${namespace}/${name}`
export const managedKey = (namespace: string, service: string): DependencyKey => `manages ${namespace}/${service}`

export const identityKeys = ({
  kind,
  namespace,
  name,
}: Pick<Item, 'kind' | 'namespace' | 'name'>): readonly DependencyKey[] => [
  kindKey(kind),
  namespaceKey(kind, namespace),
  nameKey(kind, namespace, name),
]

export const secretOf = (item: Item): string => text(fields(item.spec.target).name) ?? item.name

const managedBy = (item: Item): readonly string[] => {
  const canary = fields(fields(item.spec.strategy).canary)
  return [canary.stableService, canary.canaryService].flatMap((name) => (name === undefined ? [] : [String(name)]))
}

const named = ({ 'app.kubernetes.io/name': name }: Labels): readonly DependencyKey[] =>
  name === undefined ? [] : [namedPodsKey(name)]

export function contentKeys(item: Item): readonly DependencyKey[] {
  const { namespace } = item
  const pods = workloadOf(item)
  const ofPods =
    pods === undefined
      ? []
      : [
          podsKey(namespace),
          ...Object.entries(pods.labels).map(([key, value]) => labelKey(namespace, key, value)),
          ...named(pods.labels),
        ]
  switch (item.kind) {
    case 'DestinationRule':
      return [hostKey('DestinationRule', fullHost(text(item.spec.host) ?? '', namespace))]
    case 'VirtualService': {
      const hosts = hostsOf(item).map((host) => hostKey('VirtualService', fullHost(host, namespace)))
      const handed = delegatesOf(item)
        .map(({ to }) => to.split('/'))
        .map(([space = '', name = '']) => delegateKey(space, name))
      return [...new Set([...hosts, ...handed])]
    }
    case 'ServiceEntry':
      return [...new Set(hostsOf(item))].map((host) => hostKey('ServiceEntry', host))
    case 'ExternalSecret':
      return [secretKey(namespace, secretOf(item))]
    case 'Rollout':
      return [...ofPods, ...new Set(managedBy(item).map((service) => managedKey(namespace, service)))]
    default:
      return ofPods
  }
}
