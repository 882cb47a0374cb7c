import { at, fields, isEmpty, labelsOf, matches, memoized, type Fields, type Labels } from '@slipway/kube'
import type { Entity } from '../read/entity.ts'
import type { Index } from '../read/trees.ts'

const kinds = ['Deployment', 'DeploymentConfig', 'Rollout', 'StatefulSet', 'DaemonSet']
const podLabels = ({ value }: Entity): Labels => labelsOf(at(value, 'spec', 'template', 'metadata', 'labels'))
const word = ([key, value]: readonly [string, unknown]): string => `${key}\0${String(value)}`
const fits = (entries: readonly (readonly [string, unknown])[], labels: Labels): boolean =>
  entries.every(([key, value]) => labels[key] === value)

/**
 * Who finds whom by labels in a namespace, which may have thousands of both: each is looked up by one of its labels.
 */
class LabelIndex {
  readonly #workloads: readonly { readonly workload: Entity; readonly labels: Labels }[]
  readonly #byLabel: ReadonlyMap<string, readonly { readonly workload: Entity; readonly labels: Labels }[]>
  readonly #services: ReadonlyMap<
    string,
    readonly { readonly service: Entity; readonly entries: readonly (readonly [string, unknown])[] }[]
  >

  constructor(tree: Index, cluster: string, namespace: string) {
    this.#workloads = kinds
      .flatMap((kind) => tree.kind(cluster, kind, namespace))
      .map((workload) => ({ workload, labels: podLabels(workload) }))
    this.#byLabel = groupedByAll(this.#workloads, ({ labels }) => Object.entries(labels).map(word))
    const services = tree.kind(cluster, 'Service', namespace).map((service) => ({
      service,
      entries: Object.entries(labelsOf(at(service.value, 'spec', 'selector'))),
    }))
    this.#services = groupedByAll(services, ({ entries }) => entries.slice(0, 1).map(word))
  }

  /** The workloads whose pods a selector finds; all of them by an empty one. */
  selected(selector: Fields): readonly Entity[] {
    if (isEmpty(selector)) return this.#workloads.map(({ workload }) => workload)
    const entries = Object.entries(labelsOf(selector['matchLabels']))
    const [first] = entries
    const found = first === undefined ? this.#workloads : (this.#byLabel.get(word(first)) ?? [])
    return found
      .filter(({ labels }) =>
        selector['matchExpressions'] === undefined ? fits(entries, labels) : matches(selector, labels),
      )
      .map(({ workload }) => workload)
  }

  /** The Services that find the pods of a workload. */
  servicesOf(workload: Entity): readonly Entity[] {
    const labels = podLabels(workload)
    return Object.entries(labels).flatMap((entry) =>
      (this.#services.get(word(entry)) ?? []).flatMap(({ service, entries }) =>
        fits(entries, labels) ? [service] : [],
      ),
    )
  }
}

function groupedByAll<T>(
  items: readonly T[],
  words: (item: T) => readonly string[],
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items)
    for (const one of words(item)) {
      const group = groups.get(one)
      if (group === undefined) groups.set(one, [item])
      else group.push(item)
    }
  return groups
}

const indexesOf = memoized((_: Index) => new Map<string, LabelIndex>())
/** The index by labels of an object's namespace. */
export function labelsIn(tree: Index, { location: { cluster }, namespace }: Entity): LabelIndex {
  const all = indexesOf(tree)
  const key = `${cluster}\0${namespace}`
  const index = all.get(key) ?? new LabelIndex(tree, cluster, namespace)
  all.set(key, index)
  return index
}
/** The selector of a Service. */
export const serviceSelector = ({ value }: Entity): Fields => ({ matchLabels: fields(at(value, 'spec', 'selector')) })
