import { type Item, list, memoized, number, texts } from '@slipway/kube'
import type { RuleContext } from '../engine/rule-context.ts'
import { fullHost, serviceSuffix } from './virtual-service.ts'

export interface Destination {
  readonly item: Item
  readonly ports: ReadonlySet<number>
}

const portsOf = (item: Item, field: 'port' | 'number'): ReadonlySet<number> =>
  new Set(list(item.spec.ports).map((p) => number(p[field]) ?? 0))

const byHost = memoized((all: readonly Item[]): ReadonlyMap<string, readonly Item[]> => {
  const found = new Map<string, Item[]>()
  for (const item of all) {
    for (const host of texts(item.spec.hosts)) found.set(host, [...(found.get(host) ?? []), item])
  }
  return found
})
const entries = (cluster: RuleContext): ReadonlyMap<string, readonly Item[]> => byHost(cluster.every('ServiceEntry'))

const isVisible = (entry: Item, namespace: string): boolean => {
  const to = texts(entry.spec.exportTo)
  return entry.namespace === namespace || to.length === 0 || to.includes('*') || to.includes(namespace)
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
  const wild = full.split('.').map((_, i, parts) => ['*', ...parts.slice(i + 1)].join('.'))
  const all = [full, ...wild].flatMap((h) => entries(cluster).get(h) ?? []).filter((e) => isVisible(e, namespace))
  const [first] = all
  return first === undefined
    ? undefined
    : { item: first, ports: new Set(all.flatMap((e) => [...portsOf(e, 'number')])) }
}

/** Such as an add-on's Service. */
export function mayBeExternal(cluster: RuleContext, host: string, namespace: string): boolean {
  const named = serviceOf(fullHost(host, namespace))
  return named !== undefined && !cluster.isTeam(named[1])
}
