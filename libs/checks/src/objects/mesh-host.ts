import { type Item, list, number, texts } from '@slipway/kube'
import { hostKey, nameKey } from '../engine/dependency-key.ts'
import type { RuleContext } from '../engine/rule-context.ts'
import { fullHost, serviceSuffix } from './virtual-service.ts'

interface Destination {
  readonly item: Item
  readonly ports: ReadonlySet<number>
}

const portsOf = (item: Item, field: 'port' | 'number'): ReadonlySet<number> =>
  new Set(list(item.spec.ports).map((p) => number(p[field]) ?? 0))

const isVisible = (entry: Item, namespace: string): boolean => {
  const to = texts(entry.spec.exportTo)
  return entry.namespace === namespace || to.length === 0 || to.includes('*') || to.includes(namespace)
}

/** The ServiceEntries of a host that a namespace sees: its own name before wildcards, longer ones first. */
function entriesFor(cluster: RuleContext, host: string, namespace: string): readonly Item[] {
  const wild = host.split('.').map((_, i, parts) => ['*', ...parts.slice(i + 1)].join('.'))
  const all = [host, ...wild].flatMap((one) => cluster.by(hostKey('ServiceEntry', one)))
  return all.filter((entry) => isVisible(entry, namespace))
}

/** `web.shop.svc.cluster.local` -> ["web", "shop"]; `undefined` when it is no Service's name. */
export function serviceOf(host: string): readonly [name: string, namespace: string] | undefined {
  if (!host.endsWith(serviceSuffix)) return undefined
  const [name, namespace, ...more] = host.slice(0, -serviceSuffix.length).split('.')
  return name === undefined || namespace === undefined || more.length > 0 ? undefined : [name, namespace]
}

export function destinationOf(cluster: RuleContext, host: string, namespace: string): Destination | undefined {
  const full = fullHost(host, namespace)
  const named = serviceOf(full)
  const service = named === undefined ? undefined : cluster.find('Service', named[1], named[0])
  if (service !== undefined) return { item: service, ports: portsOf(service, 'port') }
  const all = entriesFor(cluster, full, namespace)
  const [first] = all
  return first === undefined
    ? undefined
    : { item: first, ports: new Set(all.flatMap((e) => [...portsOf(e, 'number')])) }
}

/**
 * The namespace of a host's Service or ServiceEntry. Counts Services and reads none, since another folder would have to
 * be rendered for that.
 */
export function homeOf(cluster: RuleContext, host: string, namespace: string): string | undefined {
  const full = fullHost(host, namespace)
  const [name, home] = serviceOf(full) ?? []
  return name !== undefined && home !== undefined && cluster.count(nameKey('Service', home, name)) > 0
    ? home
    : entriesFor(cluster, full, namespace)[0]?.namespace
}

/** Such as an add-on's Service. */
export function mayBeExternal(cluster: RuleContext, host: string, namespace: string): boolean {
  const named = serviceOf(fullHost(host, namespace))
  return named !== undefined && !cluster.isTeam(named[1])
}
