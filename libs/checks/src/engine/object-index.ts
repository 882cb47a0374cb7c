import type { AppName } from '@slipway/core'
import type { Cluster, Fleet } from '@slipway/fleet'
import { type Item, type Workload, workloadOf } from '@slipway/kube'
import type { Rejected } from '@slipway/spec'
import type { DependencyKey } from './dependency-key.ts'

export type RejectedDigests = ReadonlyMap<AppName, Rejected>

export interface IndexedObject {
  readonly folder: string
  readonly keys: readonly DependencyKey[]
  readonly item: () => Item
}

const none: readonly Item[] = Object.freeze([])

/** All objects of one cluster. Immutable. */
export class ObjectIndex {
  readonly name: string
  readonly cluster: Cluster | undefined
  readonly fleet: Fleet
  readonly rejected: RejectedDigests
  readonly folders: ReadonlySet<string>
  readonly #byKey = new Map<DependencyKey, IndexedObject[]>()
  readonly #items = new Map<DependencyKey, readonly Item[]>()
  readonly #workloads = new Map<Item, Workload | undefined>()

  constructor(name: string, entries: readonly IndexedObject[], fleet: Fleet, rejected: RejectedDigests) {
    this.name = name
    this.cluster = fleet.clusters.find((one) => one.name === name)
    this.fleet = fleet
    this.rejected = rejected
    this.folders = new Set(entries.map(({ folder }) => folder))
    for (const entry of entries) {
      for (const key of entry.keys) {
        const all = this.#byKey.get(key)
        if (all === undefined) this.#byKey.set(key, [entry])
        else all.push(entry)
      }
    }
  }

  count(key: DependencyKey): number {
    return this.#byKey.get(key)?.length ?? 0
  }

  /** The same list each time. */
  by(key: DependencyKey): readonly Item[] {
    const known = this.#items.get(key)
    if (known !== undefined) return known
    const items = this.#byKey.get(key)?.map(({ item }) => item()) ?? none
    this.#items.set(key, items)
    return items
  }

  workload(item: Item): Workload | undefined {
    if (!this.#workloads.has(item)) this.#workloads.set(item, workloadOf(item))
    return this.#workloads.get(item)
  }
}
