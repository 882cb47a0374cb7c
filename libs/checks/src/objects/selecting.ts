import { at, fields, type Item, isEmpty, matches, memoized, pairsOf, table, type Workload } from '@slipway/kube'
import type { RuleContext } from '../engine/rule-context.ts'

export const podSelectors = table<readonly string[]>({
  Service: ['spec', 'selector'],
  PodDisruptionBudget: ['spec', 'selector'],
  NetworkPolicy: ['spec', 'podSelector'],
  PodMonitor: ['spec', 'selector'],
  AuthorizationPolicy: ['spec', 'selector', 'matchLabels'],
  PeerAuthentication: ['spec', 'selector', 'matchLabels'],
  RequestAuthentication: ['spec', 'selector', 'matchLabels'],
  Telemetry: ['spec', 'selector', 'matchLabels'],
  Sidecar: ['spec', 'workloadSelector', 'labels'],
  EnvoyFilter: ['spec', 'workloadSelector', 'labels'],
  DestinationRule: ['spec', 'workloadSelector', 'matchLabels'],
})

type Table = ReadonlyMap<string, readonly Item[]>

export const selectorOf = (item: Item): unknown => at(item.object, ...(podSelectors[item.kind] ?? []))

/** By one pair of their selector, so that a lookup by labels tests few; those without pairs under an empty one. */
const tableOf = memoized((all: readonly Item[]): Table => {
  const table = new Map<string, Item[]>()
  for (const item of all) {
    const [pair = ['', '']] = pairsOf(fields(selectorOf(item)))
    const id = pair.join('\0')
    const others = table.get(id)
    if (others === undefined) table.set(id, [item])
    else others.push(item)
  }
  return table
})

const ofPods = memoized((_: Workload) => new Map<readonly Item[], readonly Item[]>())

/** Objects whose selector matches the pods, or all of the namespace. */
export function selecting(cluster: RuleContext, kind: string, workload: Workload): readonly Item[] {
  const all = cluster.kindIn(kind, workload.item.namespace)
  const known = ofPods(workload)
  const found = known.get(all) ?? select(tableOf(all), workload)
  known.set(all, found)
  return found
}

const pairIds = memoized(({ labels }: Workload): readonly string[] =>
  [['', ''], ...Object.entries(labels)].map((pair) => pair.join('\0')),
)

function select(table: Table, pods: Workload): readonly Item[] {
  const { labels } = pods
  const found = pairIds(pods).flatMap((key) => table.get(key) ?? [])
  return found.filter((one) => isEmpty(selectorOf(one)) || matches(fields(selectorOf(one)), labels))
}
