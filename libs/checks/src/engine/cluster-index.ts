import type { AppName } from '@slipway/core'
import type { Cluster, Fleet } from '@slipway/fleet'
import type { Rejected } from '@slipway/spec'
import type { ClusterObjects } from './cluster-objects.ts'
import { type Item, matches, pairsOf, isFields, type Workload } from '@slipway/kube'
import { foldersMark, kindMark, labelMark, nameMark, podsMark, spaceMark, type Mark } from './mark.ts'

/** By app: the digests that may run nowhere. */
export type RejectedDigests = ReadonlyMap<AppName, Rejected>

const push = <K, V>(map: Map<K, V[]>, key: K, value: V) => {
  const all = map.get(key)
  if (all === undefined) map.set(key, [value])
  else all.push(value)
}

/**
 * What a rule sees of a cluster: the objects that it is to judge (`items`, `kind`, `workloads`), which are those of a folder, and by asking all
 * objects of the cluster. What was asked is written down, so that the folder need not be judged again while the answers are the same: so a rule
 * must learn nothing of other folders in another way.
 */
export class ClusterIndex {
  readonly name: string
  /** Nothing when the fleet has no such cluster. */
  readonly cluster: Cluster | undefined
  readonly fleet: Fleet
  readonly rejected: RejectedDigests
  readonly items: readonly Item[]
  readonly workloads: readonly Workload[]
  /** All that was asked. */
  readonly asked = new Set<Mark>()
  readonly #all: ClusterObjects
  readonly #kinds = new Map<string, Item[]>()

  constructor(all: ClusterObjects, items: readonly Item[]) {
    this.name = all.name
    this.cluster = all.cluster
    this.fleet = all.fleet
    this.rejected = all.rejected
    this.items = items
    this.#all = all
    for (const item of items) push(this.#kinds, item.kind, item)
    this.workloads = items.flatMap((item) => all.workload(item) ?? [])
  }

  /** The objects of some kinds that are to be judged. */
  kind(...kinds: readonly string[]): readonly Item[] {
    return kinds.length === 1
      ? (this.#kinds.get(kinds[0] ?? '') ?? [])
      : kinds.flatMap((kind) => this.#kinds.get(kind) ?? [])
  }

  /** All objects with a mark, in the order of their folders; the same list each time. */
  by(mark: Mark): readonly Item[] {
    this.asked.add(mark)
    return this.#all.by(mark)
  }

  /** All objects of a kind. */
  every(kind: string): readonly Item[] {
    return this.by(kindMark(kind))
  }

  /** All objects of a kind in a namespace. */
  kindIn(kind: string, namespace: string): readonly Item[] {
    return this.by(spaceMark(kind, namespace))
  }

  /** The object of a kind, namespace (empty for kinds without) and name. */
  find(kind: string, namespace: string, name: string): Item | undefined {
    return this.by(nameMark(kind, namespace, name))[0]
  }

  /** The pods that an object makes which was judged or asked for. */
  workload(item: Item): Workload | undefined {
    return this.#all.workload(item)
  }

  workloadsIn(namespace: string): readonly Workload[] {
    return this.by(podsMark(namespace)).flatMap((item) => this.workload(item) ?? [])
  }

  /** The pod templates of a namespace that a selector fits: a label selector, or the plain map of a Service. */
  selected(namespace: string, selector: unknown): readonly Workload[] {
    if (!isFields(selector)) return []
    // The shortest list that holds all that fit: by the rarest label demanded.
    const marks = [podsMark(namespace), ...pairsOf(selector).map(([key, value]) => labelMark(namespace, key, value))]
    const rarest = marks.reduce((best, mark) => (this.#all.count(mark) < this.#all.count(best) ? mark : best))
    return this.by(rarest)
      .flatMap((item) => this.workload(item) ?? [])
      .filter(({ labels }) => matches(selector, labels))
  }

  /** The folders that the tree has for the cluster. */
  get folders(): ReadonlySet<string> {
    this.asked.add(foldersMark)
    return this.#all.folders
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
      if (this.isTeam(namespace) && !spaces.has(namespace))
        spaces.set(namespace, this.find('Namespace', '', namespace) ?? this.by(podsMark(namespace))[0] ?? item)
    }
    return spaces
  }

  /** Whether the cluster belongs to the last environment, the one that people call prod. */
  get isProd(): boolean {
    return this.cluster !== undefined && this.cluster.environment === this.fleet.environments.at(-1)
  }
}
