import { cacheOf, databaseOf, type AwsApp } from '@slipway/aws'
import { compareBy } from '@slipway/core'
import { placeOf, type AwsPlace, type Fleet, type NeedPrices, type Prices } from '@slipway/fleet'
import { isOfOwnPlace, usedThing, type Needs, type Uses } from '@slipway/spec'
import { plus, sumOf } from './amount.ts'
import { monthHours } from './pool.ts'

type Unit = 'gibibyte' | 'reads' | 'writes' | 'requests' | 'messages'

/** The cost of an app's needs in an environment, account and region, in US dollars; null without a price. */
export interface NeedCost {
  readonly environment: string
  readonly account: string
  readonly region: string
  readonly app: string
  readonly team: string
  readonly kind: keyof Needs
  readonly name: string
  /** Other apps that use it by `uses`; its own app's team pays for it. */
  readonly usedBy: readonly string[]
  /** Whether anybody uses it or not, a month. */
  readonly month: number | null
  readonly byUse: readonly { readonly unit: Unit; readonly price: number | null }[]
}

type Cost = Pick<NeedCost, 'month' | 'byUse'>
interface PlacedNeeds {
  readonly needs: Needs
  readonly team: string
  readonly place: AwsPlace
  readonly isLast: boolean
  readonly prices: NeedPrices
}

const used = (...byUse: readonly (readonly [Unit, number | undefined])[]): Cost => ({
  month: 0,
  byUse: byUse.map(([unit, price]) => ({ unit, price: price ?? null })),
})
const times = (price: number | undefined, n: number): number | null => (price === undefined ? null : price * n)

/** A standby is a machine and a disk more, and so is each copy of a cache. */
const costs: { readonly [K in keyof Needs]-?: (name: string, placed: PlacedNeeds) => Cost } = {
  bucket: (_, { prices }) => used(['gibibyte', prices.bucket]),
  table: (_, { prices }) => used(['reads', prices.table?.reads], ['writes', prices.table?.writes]),
  queue: (_, { prices }) => used(['requests', prices.queue]),
  topic: (_, { prices }) => used(['messages', prices.topic]),
  database: (name, { needs, prices, ...rest }) => {
    const need = needs.database?.[name]
    if (need === undefined) return used()
    const { engine, class: machine, storage, standby } = databaseOf(need, { name, ...rest })
    const one = plus(times(prices[engine]?.[machine], monthHours), times(prices.disk, storage))
    return { month: one === null ? null : one * (standby ? 2 : 1), byUse: [] }
  },
  cache: (name, { needs, prices, ...rest }) => {
    const need = needs.cache?.[name]
    if (need === undefined) return used()
    const { node, replicas } = cacheOf(need, { name, ...rest })
    return { month: times(prices.valkey?.[node], monthHours * (replicas + 1)), byUse: [] }
  },
}

/** A need, as `uses` name it. */
const keyOf = (kind: string, whole: string): string => `${kind} ${whole}`
const keysOf = (uses: Uses): readonly string[] => [
  ...new Set(
    Object.values(uses).flatMap((use) => {
      const thing = usedThing(use)
      return thing !== undefined && isOfOwnPlace(thing, use.in) ? [keyOf(thing.kind, thing.name)] : []
    }),
  ),
]
/** Apps by what they use of others in an environment. */
const usersIn = (apps: readonly AwsApp[], environment: string): ReadonlyMap<string, readonly string[]> => {
  const pairs = apps.flatMap(({ name, uses }) =>
    keysOf(uses[environment]?.borrows ?? {}).map((key) => [key, name] as const),
  )
  return new Map([...Map.groupBy(pairs, ([key]) => key)].map(([key, all]) => [key, all.map(([, name]) => name)]))
}

/** Each thing once, however many clusters of its environment share it. */
export function needCosts(fleet: Fleet, apps: readonly AwsApp[], prices: Prices | null): readonly NeedCost[] {
  const places = new Map(fleet.clusters.map((one) => [placeOf(one), one]))
  return [...places.values()].flatMap((place) => {
    const users = usersIn(apps, place.environment)
    return apps.flatMap((app) => {
      const use = app.uses[place.environment]
      if (use === undefined) return []
      const { environment, account, region } = place
      const { team, needs } = use
      const isLast = environment === fleet.environments.at(-1)
      const placed: PlacedNeeds = { needs, team, place, isLast, prices: prices?.needs?.[region] ?? {} }
      return (Object.keys(costs) as readonly (keyof Needs)[]).flatMap((kind) =>
        Object.keys(needs[kind] ?? {}).map((name): NeedCost => {
          const usedBy = users.get(keyOf(kind, `${team}/${name}`)) ?? []
          return { environment, account, region, app: app.name, team, kind, name, usedBy, ...costs[kind](name, placed) }
        }),
      )
    })
  })
}

/** Costs that do not depend on use, by team; null if a price is missing. */
export const teamCosts = (
  needs: readonly NeedCost[],
): readonly { readonly team: string; readonly month: number | null }[] =>
  [...Map.groupBy(needs, ({ team }) => team)]
    .map(([team, own]) => ({ team, month: sumOf(own.map(({ month }) => month)) }))
    .sort(compareBy(({ team }) => team))
