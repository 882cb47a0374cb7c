import type { KubeObject } from '@slipway/core'
import { at, groupOf, isFields, itemsOf, list, text, type Item } from '@slipway/kube'
import { secretReaders } from './secret-readers.ts'
import type { Facts } from './sheet.ts'
import { workloadFacts } from './workload-facts.ts'

const nameIn = (item: Item): string => (item.namespace === '' ? item.name : `${item.namespace}/${item.name}`)
const unique = (all: readonly string[]): string[] => [...new Set(all)].sort()

function portsOf(item: Item): readonly string[] {
  return list(item.spec.ports).map(
    ({ port, name }) => `${nameIn(item)}: ${[port, text(name)].filter((x) => x !== undefined).join(' ')}`,
  )
}

/**
 * The facts of a chart's rendered objects, without their texts.
 * @param namespace of the release, and of objects that name none
 * @param isNamespaced whether objects of a kind have a namespace, by `group/Kind`
 */
export function factsOf(
  objects: readonly KubeObject[],
  namespace: string,
  isNamespaced: (kind: string) => boolean,
): Facts {
  const placed = objects.map((object): KubeObject => {
    const kind = `${groupOf(object.apiVersion)}/${object.kind}`
    if (!isNamespaced(kind) || object.metadata.namespace !== undefined) return object
    return { ...object, metadata: { ...object.metadata, namespace } }
  })
  const items = itemsOf({ path: '', source: '', objects: placed })
  const kinds = Map.groupBy(items, (item) => `${groupOf(item.apiVersion)}/${item.kind}`)
  const of = (...wanted: readonly string[]) => wanted.flatMap((kind) => kinds.get(kind) ?? [])
  const monitors = of('monitoring.coreos.com/ServiceMonitor', 'monitoring.coreos.com/PodMonitor')
  return {
    objects: [...kinds]
      .map(([kind, all]) => ({ kind, names: unique(all.map(nameIn)) }))
      .toSorted((a, b) => (a.kind < b.kind ? -1 : 1)),
    workloads: workloadFacts(items),
    accounts: unique(of('/ServiceAccount').map(nameIn)),
    secretReaders: secretReaders(items),
    ports: unique(of('/Service').flatMap(portsOf)),
    monitors: unique(monitors.map(nameIn)),
  }
}

/** Kinds of CRDs that are the whole cluster's, by `group/Kind`. */
export const clusterKindsOf = (objects: readonly KubeObject[]): readonly string[] =>
  objects
    .filter(({ kind, spec }) => kind === 'CustomResourceDefinition' && isFields(spec) && spec.scope === 'Cluster')
    .map(({ spec }) => `${text(at(spec, 'group')) ?? ''}/${text(at(spec, 'names', 'kind')) ?? ''}`)
