import type { Cluster, Fleet } from '@slipway/fleet'
import { type Container, type Item, isFields, matches, pairsOf, type Workload } from '@slipway/kube'
import {
  countKey,
  type DependencyKey,
  foldersKey,
  kindKey,
  labelKey,
  namedPodsKey,
  nameKey,
  namespaceKey,
  podsKey,
} from './dependency-key.ts'
import type { ObjectIndex, RejectedDigests } from './object-index.ts'

const push = <K, V>(map: Map<K, V[]>, key: K, value: V) => {
  const all = map.get(key)
  if (all === undefined) map.set(key, [value])
  else all.push(value)
}

/**
 * A rule's view of a cluster: its folder's objects (`items`, `kind`, `workloads`), and others by queries. Recorded
 * queries decide when the folder is checked again, so a rule must not learn of other folders in another way.
 */
export class RuleContext {
  readonly name: string
  /** `undefined` when the fleet has no such cluster. */
  readonly cluster: Cluster | undefined
  readonly fleet: Fleet
  readonly rejected: RejectedDigests
  readonly items: readonly Item[]
  readonly workloads: readonly Workload[]
  readonly queried = new Set<DependencyKey>()
  readonly #all: ObjectIndex
  readonly #kinds = new Map<string, Item[]>()
  #containers: RuleContext['containers'] | undefined
  #teamSpaces: RuleContext['teamSpaces'] | undefined

  constructor(all: ObjectIndex, items: readonly Item[]) {
    this.name = all.name
    this.cluster = all.cluster
    this.fleet = all.fleet
    this.rejected = all.rejected
    this.items = items
    this.#all = all
    for (const item of items) push(this.#kinds, item.kind, item)
    this.workloads = items.flatMap((item) => all.workload(item) ?? [])
  }

  get containers(): readonly (Container & { readonly item: Item })[] {
    return (this.#containers ??= this.workloads.flatMap(({ item, containers }) =>
      containers.map((container) => ({ item, ...container })),
    ))
  }

  kind(...kinds: readonly string[]): readonly Item[] {
    return kinds.length === 1
      ? (this.#kinds.get(kinds[0] ?? '') ?? [])
      : kinds.flatMap((kind) => this.#kinds.get(kind) ?? [])
  }

  /** In the order of their folders; the same list each time. */
  by(key: DependencyKey): readonly Item[] {
    this.queried.add(key)
    return this.#all.by(key)
  }

  /** How many have a key, without reading them. */
  count(key: DependencyKey): number {
    this.queried.add(countKey(key))
    return this.#all.count(key)
  }

  every(kind: string): readonly Item[] {
    return this.by(kindKey(kind))
  }

  kindIn(kind: string, namespace: string): readonly Item[] {
    return this.by(namespaceKey(kind, namespace))
  }

  /** @param namespace empty for kinds without */
  find(kind: string, namespace: string, name: string): Item | undefined {
    return this.by(nameKey(kind, namespace, name))[0]
  }

  workload(item: Item): Workload | undefined {
    return this.#all.workload(item)
  }

  workloadsIn(namespace: string): readonly Workload[] {
    return this.by(podsKey(namespace)).flatMap((item) => this.workload(item) ?? [])
  }

  workloadsNamed(app: string): readonly Workload[] {
    return this.by(namedPodsKey(app)).flatMap((item) => this.workload(item) ?? [])
  }

  /** @param selector a label selector, or the plain map of a Service */
  selected(namespace: string, selector: unknown): readonly Workload[] {
    if (!isFields(selector)) return []
    // The rarest label has the shortest list that holds all matches.
    let rarest = podsKey(namespace)
    let fewest = this.#all.count(rarest)
    for (const [label, value] of pairsOf(selector)) {
      if (fewest < 2) break
      const key = labelKey(namespace, label, value)
      const count = this.#all.count(key)
      if (count < fewest) [rarest, fewest] = [key, count]
    }
    const found: Workload[] = []
    for (const item of this.by(rarest)) {
      const pods = this.workload(item)
      if (pods !== undefined && matches(selector, pods.labels)) found.push(pods)
    }
    return found
  }

  get folders(): ReadonlySet<string> {
    this.queried.add(foldersKey)
    return this.#all.folders
  }

  isTeam(namespace: string): boolean {
    return this.fleet.teams.has(namespace as never)
  }

  /** The teams' namespaces with pods, each with an object to report at: the Namespace, else the first with pods. */
  get teamSpaces(): ReadonlyMap<string, Item> {
    if (this.#teamSpaces !== undefined) return this.#teamSpaces
    const spaces = new Map<string, Item>()
    for (const { item } of this.workloads) {
      const { namespace } = item
      if (this.isTeam(namespace) && !spaces.has(namespace))
        spaces.set(namespace, this.find('Namespace', '', namespace) ?? this.by(podsKey(namespace))[0] ?? item)
    }
    return (this.#teamSpaces = spaces)
  }

  get isProd(): boolean {
    return this.cluster !== undefined && this.cluster.environment === this.fleet.environments.at(-1)
  }
}
