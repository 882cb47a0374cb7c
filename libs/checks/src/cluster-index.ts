import type { AppName, Rendered } from '@slipway/core'
import type { Cluster, Fleet } from '@slipway/fleet'
import type { Rejected } from '@slipway/spec'
import { itemsOf, type Item } from './item.ts'
import { matches, pairsOf } from './label-selector.ts'
import { isFields, type Fields } from './value.ts'
import { workloadOf, type Workload } from './workload.ts'

/** By app: the digests that may run nowhere. */
export type RejectedDigests = ReadonlyMap<AppName, Rejected>

const push = <K, V>(map: Map<K, V[]>, key: K, value: V) => {
  const all = map.get(key)
  if (all === undefined) map.set(key, [value])
  else all.push(value)
}

/** The objects of one cluster, found by kind, by name and by label without a walk over all of them. Built once; rules only read it. */
export class ClusterIndex {
  readonly name: string
  /** Nothing when the fleet has no such cluster. */
  readonly cluster: Cluster | undefined
  readonly fleet: Fleet
  readonly rejected: RejectedDigests
  readonly items: readonly Item[]
  readonly workloads: readonly Workload[]
  readonly #kinds = new Map<string, Item[]>()
  readonly #names = new Map<string, Item[]>()
  readonly #byItem = new Map<Item, Workload>()
  readonly #namespaces = new Map<string, Workload[]>()
  readonly #labels = new Map<string, Workload[]>()
  readonly #apps = new Map<string, Item[]>()
  readonly #spaces = new Map<string, Item[]>()

  constructor(name: string, items: readonly Item[], fleet: Fleet, rejected: RejectedDigests = new Map()) {
    this.name = name
    this.cluster = fleet.clusters.find((c) => c.name === name)
    this.fleet = fleet
    this.rejected = rejected
    this.items = items
    for (const item of items) {
      push(this.#kinds, item.kind, item)
      push(this.#names, `${item.kind} ${item.namespace}/${item.name}`, item)
      push(this.#spaces, `${item.kind} ${item.namespace}`, item)
      if (item.tree === 'clusters') push(this.#apps, `${item.team}/${item.app}`, item)
    }
    this.workloads = items.flatMap((item) => workloadOf(item) ?? [])
    for (const workload of this.workloads) {
      const { namespace } = workload.item
      this.#byItem.set(workload.item, workload)
      push(this.#namespaces, namespace, workload)
      for (const [k, v] of Object.entries(workload.labels)) push(this.#labels, `${namespace}\0${k}\0${v}`, workload)
    }
  }

  /** All objects of some kinds. */
  kind(...kinds: readonly string[]): readonly Item[] {
    return kinds.length === 1 ? (this.#kinds.get(kinds[0] ?? '') ?? []) : kinds.flatMap((kind) => this.#kinds.get(kind) ?? [])
  }

  /** The objects of a kind in a namespace. */
  kindIn(kind: string, namespace: string): readonly Item[] {
    return this.#spaces.get(`${kind} ${namespace}`) ?? []
  }

  /** The object of a kind, namespace (empty for kinds without) and name. */
  find(kind: string, namespace: string, name: string): Item | undefined {
    return this.#names.get(`${kind} ${namespace}/${name}`)?.[0]
  }

  workload(item: Item): Workload | undefined {
    return this.#byItem.get(item)
  }

  workloadsIn(namespace: string): readonly Workload[] {
    return this.#namespaces.get(namespace) ?? []
  }

  /** The pod templates of a namespace that a selector fits: a label selector, or the plain map of a Service. */
  selected(namespace: string, selector: unknown): readonly Workload[] {
    if (!isFields(selector)) return []
    return this.#candidates(namespace, selector).filter((w) => matches(selector, w.labels))
  }

  /** The shortest list that holds all that fit: by the rarest label demanded. */
  #candidates(namespace: string, selector: Fields): readonly Workload[] {
    let best = this.workloadsIn(namespace)
    for (const [k, v] of pairsOf(selector)) {
      const found = this.#labels.get(`${namespace}\0${k}\0${v}`) ?? []
      if (found.length < best.length) best = found
    }
    return best
  }

  /** The objects of an app's folder. */
  app(team: string, app: string): readonly Item[] {
    return this.#apps.get(`${team}/${app}`) ?? []
  }

  /** Whether a namespace is a team's, so that its rules are ours to keep. */
  isTeam(namespace: string): boolean {
    return this.fleet.teams.has(namespace as never)
  }

  /** The teams' namespaces that have pods, each with an object to complain of: the Namespace, else the first that makes pods. */
  get teamSpaces(): ReadonlyMap<string, Item> {
    const spaces = new Map<string, Item>()
    for (const { item } of this.workloads) {
      const { namespace } = item
      if (this.isTeam(namespace) && !spaces.has(namespace)) spaces.set(namespace, this.find('Namespace', '', namespace) ?? item)
    }
    return spaces
  }

  /** Whether the cluster belongs to the last environment, the one that people call prod. */
  get isProd(): boolean {
    return this.cluster !== undefined && this.cluster.environment === this.fleet.environments.at(-1)
  }
}

/** One index for each cluster that anything was rendered for, by name. */
export function indexClusters(rendered: readonly Rendered[], fleet: Fleet, rejected?: RejectedDigests): readonly ClusterIndex[] {
  const clusters = new Map<string, Item[]>()
  for (const file of rendered) for (const item of itemsOf(file)) push(clusters, item.cluster, item)
  return [...clusters].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, items]) => new ClusterIndex(name, items, fleet, rejected))
}
