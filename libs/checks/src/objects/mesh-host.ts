import type { ClusterIndex } from '../engine/cluster-index.ts'
import { type Item, memoized, list, number, texts } from '@slipway/kube'

/** Who answers to a host in the mesh, and on which ports. */
export interface Destination {
  readonly item: Item
  readonly ports: ReadonlySet<number>
}

const suffix = '.svc.cluster.local'

/**
 * The full name of a host as Istio reads it: only a name without dots is completed, by the namespace of the object that says it
 * (https://istio.io/latest/docs/reference/config/networking/virtual-service/#Destination). `web.shop` stays what it is and fits nothing.
 */
export const fullHost = (host: string, namespace: string): string =>
  host.includes('.') || host === '*' ? host : `${host}.${namespace}${suffix}`

const portsOf = (item: Item, field: 'port' | 'number'): ReadonlySet<number> =>
  new Set(list(item.spec.ports).map((p) => number(p[field]) ?? 0))

/** ServiceEntries by host. */
const byHost = memoized((all: readonly Item[]): ReadonlyMap<string, readonly Item[]> => {
  const found = new Map<string, Item[]>()
  for (const item of all) {
    for (const host of texts(item.spec.hosts)) found.set(host, [...(found.get(host) ?? []), item])
  }
  return found
})
const entries = (cluster: ClusterIndex): ReadonlyMap<string, readonly Item[]> => byHost(cluster.every('ServiceEntry'))

const isVisible = (entry: Item, namespace: string): boolean => {
  const to = texts(entry.spec.exportTo)
  return entry.namespace === namespace || to.length === 0 || to.includes('*') || to.includes(namespace)
}

/** `web.shop.svc.cluster.local` -> ["web", "shop"]; nothing when it is no Service's name. */
export function serviceOf(host: string): readonly [name: string, namespace: string] | undefined {
  if (!host.endsWith(suffix)) return undefined
  const [name, namespace, ...more] = host.slice(0, -suffix.length).split('.')
  return name === undefined || namespace === undefined || more.length > 0 ? undefined : [name, namespace]
}

/** The Service or ServiceEntry of a host, seen from a namespace. */
export function destinationOf(cluster: ClusterIndex, host: string, namespace: string): Destination | undefined {
  const full = fullHost(host, namespace)
  const named = serviceOf(full)
  const service = named === undefined ? undefined : cluster.find('Service', named[1], named[0])
  if (service !== undefined) return { item: service, ports: portsOf(service, 'port') }
  const wild = full.split('.').map((_, i, parts) => ['*', ...parts.slice(i + 1)].join('.'))
  const all = [full, ...wild].flatMap((h) => entries(cluster).get(h) ?? []).filter((e) => isVisible(e, namespace))
  const [first] = all
  return first === undefined
    ? undefined
    : { item: first, ports: new Set(all.flatMap((e) => [...portsOf(e, 'number')])) }
}

/** Whether a host may be one that somebody else's objects bring, such as an add-on's Service, which this tree cannot show. */
export function isElsewhere(cluster: ClusterIndex, host: string, namespace: string): boolean {
  const named = serviceOf(fullHost(host, namespace))
  return named !== undefined && !cluster.isTeam(named[1])
}
