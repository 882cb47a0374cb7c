import { type AppAt, type At, addOns, type ClusterCapacity } from './capacity.ts'
import { type Load, loads } from './demand.ts'

export interface Pair<T> {
  readonly before: T | undefined
  readonly after: T | undefined
}

export interface ClusterDifference {
  readonly cluster: string
  readonly at: Readonly<Record<Load, Pair<At>>>
  /** Apps whose number of pods differs, sorted by name. */
  readonly apps: readonly { readonly app: string; readonly at: Readonly<Record<Load, Pair<AppAt>>> }[]
}

const each = <T>(value: (load: Load) => T): Readonly<Record<Load, T>> => ({
  fewest: value('fewest'),
  typical: value('typical'),
  most: value('most'),
})

const nodesOf = (at: At | undefined): string => JSON.stringify(at === undefined ? [] : [...at.nodes])
const same = (a: At | undefined, b: At | undefined): boolean =>
  a?.pods === b?.pods &&
  a?.cpu === b?.cpu &&
  a?.memory === b?.memory &&
  a?.month === b?.month &&
  nodesOf(a) === nodesOf(b)

/** The clusters that a change makes another of, each with what was and what is; in the order of both, what is new last. */
export function differenceOf(
  before: readonly ClusterCapacity[],
  after: readonly ClusterCapacity[],
): readonly ClusterDifference[] {
  const names = [...new Set([...before, ...after].map(({ cluster }) => cluster))]
  return names.flatMap((cluster) => {
    const [old, now] = [before.find((c) => c.cluster === cluster), after.find((c) => c.cluster === cluster)]
    const at = each((load) => ({ before: old?.at[load], after: now?.at[load] }))
    const apps = [...new Set([...(old?.apps.keys() ?? []), ...(now?.apps.keys() ?? [])])]
      .filter((app) => app !== addOns)
      .sort()
      .flatMap((app) => {
        const own = each((load) => ({ before: old?.apps.get(app)?.[load], after: now?.apps.get(app)?.[load] }))
        return loads.some((load) => (own[load].before?.pods ?? 0) !== (own[load].after?.pods ?? 0))
          ? [{ app, at: own }]
          : []
      })
    return apps.length === 0 && loads.every((load) => same(at[load].before, at[load].after))
      ? []
      : [{ cluster, at, apps }]
  })
}
