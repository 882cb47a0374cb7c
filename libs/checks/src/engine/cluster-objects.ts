import type { Cluster, Fleet } from '@slipway/fleet'
import { type Item, workloadOf, type Workload } from '@slipway/kube'
import { namedMarks, spokenMarks, type Mark } from './mark.ts'
import type { RejectedDigests } from './cluster-index.ts'

/** An object by what it can be asked for; it is read when somebody asks. */
export interface Entry {
  readonly folder: string
  readonly marks: readonly Mark[]
  readonly item: () => Item
}

export const entryOf = (folder: string, item: Item): Entry => ({
  folder,
  marks: [...namedMarks(item), ...spokenMarks(item)],
  item: () => item,
})

const none: readonly Item[] = Object.freeze([])

/** All objects of one cluster, found by their marks without a walk over all of them. Built once; nothing changes it. */
export class ClusterObjects {
  readonly name: string
  /** Nothing when the fleet has no such cluster. */
  readonly cluster: Cluster | undefined
  readonly fleet: Fleet
  readonly rejected: RejectedDigests
  readonly folders: ReadonlySet<string>
  readonly #marks = new Map<Mark, Entry[]>()
  readonly #items = new Map<Mark, readonly Item[]>()
  readonly #workloads = new Map<Item, Workload | undefined>()

  constructor(name: string, entries: readonly Entry[], fleet: Fleet, rejected: RejectedDigests) {
    this.name = name
    this.cluster = fleet.clusters.find((one) => one.name === name)
    this.fleet = fleet
    this.rejected = rejected
    this.folders = new Set(entries.map(({ folder }) => folder))
    for (const entry of entries) {
      for (const mark of entry.marks) {
        const all = this.#marks.get(mark)
        if (all === undefined) this.#marks.set(mark, [entry])
        else all.push(entry)
      }
    }
  }

  /** How many objects have a mark. */
  count(mark: Mark): number {
    return this.#marks.get(mark)?.length ?? 0
  }

  /** The objects with a mark; the same list each time. */
  by(mark: Mark): readonly Item[] {
    const known = this.#items.get(mark)
    if (known !== undefined) return known
    const items = this.#marks.get(mark)?.map(({ item }) => item()) ?? none
    this.#items.set(mark, items)
    return items
  }

  workload(item: Item): Workload | undefined {
    if (!this.#workloads.has(item)) this.#workloads.set(item, workloadOf(item))
    return this.#workloads.get(item)
  }
}
