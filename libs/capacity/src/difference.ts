import type { AppCapacity, ClusterCapacity, LoadCapacity } from './capacity.ts'
import { addOns, type ByLoad, eachLoad, loads } from './demand.ts'

interface BeforeAfter<T> {
  readonly before: T | undefined
  readonly after: T | undefined
}

interface ClusterDifference {
  readonly cluster: string
  readonly at: ByLoad<BeforeAfter<LoadCapacity>>
  readonly apps: readonly { readonly app: string; readonly at: ByLoad<BeforeAfter<AppCapacity>> }[]
}

const isSame = ({ before, after }: BeforeAfter<LoadCapacity>): boolean =>
  (['pods', 'cpu', 'memory', 'month'] as const).every((field) => before?.[field] === after?.[field]) &&
  JSON.stringify([...(before?.nodes ?? [])]) === JSON.stringify([...(after?.nodes ?? [])])

/** With another capacity; new clusters last. */
export function differenceOf(
  before: readonly ClusterCapacity[],
  after: readonly ClusterCapacity[],
): readonly ClusterDifference[] {
  const names = [...new Set([...before, ...after].map(({ cluster }) => cluster))]
  return names.flatMap((cluster) => {
    const [old, now] = [before, after].map((all) => all.find((one) => one.cluster === cluster))
    const at = eachLoad((load) => ({ before: old?.at[load], after: now?.at[load] }))
    const apps = [...new Set([...(old?.apps.keys() ?? []), ...(now?.apps.keys() ?? [])])]
      .filter((app) => app !== addOns)
      .sort()
      .map((app) => ({
        app,
        at: eachLoad((load) => ({ before: old?.apps.get(app)?.[load], after: now?.apps.get(app)?.[load] })),
      }))
      .filter((app) => loads.some((load) => (app.at[load].before?.pods ?? 0) !== (app.at[load].after?.pods ?? 0)))
    return apps.length === 0 && loads.every((load) => isSame(at[load])) ? [] : [{ cluster, at, apps }]
  })
}
