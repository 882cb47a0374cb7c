import { type Item, list, memoized, number, texts } from '@slipway/kube'
import type { RuleContext } from '../engine/rule-context.ts'
import { fullHost, serviceSuffix } from './virtual-service.ts'

export interface Destination {
  readonly item: Item
  readonly ports: ReadonlySet<number>
}

const portsOf = (item: Item, field: 'port' | 'number'): ReadonlySet<number> =>
  new Set(list(item.spec.ports).map((p) => number(p[field]) ?? 0))

/** The ServiceEntries of a host: its own name before wildcards, longer ones first. Each host is looked up once. */
const entriesFor = memoized((all: readonly Item[]): ((host: string) => readonly Item[]) => {
  const byHost = new Map<string, Item[]>()
  for (const item of all) {
    for (const host of texts(item.spec.hosts)) byHost.set(host, [...(byHost.get(host) ?? []), item])
  }
  const known = new Map<string, readonly Item[]>()
  return (host) => {
    const wild = () => host.split('.').map((_, i, parts) => ['*', ...parts.slice(i + 1)].join('.'))
    const found = known.get(host) ?? [host, ...wild()].flatMap((one) => byHost.get(one) ?? [])
    known.set(host, found)
    return found
  }
})

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
  const all = entriesFor(cluster.every('ServiceEntry'))(full).filter((e) => isVisible(e, namespace))
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
