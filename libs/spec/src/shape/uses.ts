import { matching } from '@slipway/core'
import { allSharedRights, sharedRights } from '@slipway/fleet'
import { z } from 'zod'
import { storedNeeds, type StoredNeed } from './needs.ts'

/** `useIssues` judges whether the name exists. */
const name = (described: string) => z.string().describe(described).optional()

const use = z.strictObject({
  bucket: name('"finance/exports"'),
  table: name('"finance/rates"'),
  queue: name('"entries"'),
  database: name('"shop/ledger", of where the app runs'),
  cache: name('"shop/sessions", of where the app runs'),
  topic: name('of `external`'),
  secret: name('of `external`'),
  role: name('of `external`'),
  in: name('its cluster; without it, what has its team in front is where the app runs'),
  may: z.enum(allSharedRights).describe('what it does with it'),
})
export type Use = z.output<typeof use>

/** AWS resources that it uses and others own. */
export const uses = z
  .record(matching(/^[a-z][-a-z0-9]{0,39}$/, 'a name such as "lake"'), use)
  .refine((all) => Object.keys(all).length <= 50)
  .describe(
    'what it uses of others: { media: { bucket: "shop/media", may: "write" } }, with in: "prod-eu" where it is elsewhere; at most 50',
  )
  .optional()
export type Uses = NonNullable<z.output<typeof uses>>

/** Kinds that an app can use, with the rights to each. A store has one user for all who sign in. */
export const useRights = { ...sharedRights, database: ['write'], cache: ['write'] } as const
type UseKind = keyof typeof useRights
const useKinds = Object.keys(useRights) as readonly UseKind[]

export interface UsedThing {
  readonly kind: UseKind
  readonly name: string
}

/** The one thing that a use names; `undefined` where it names none or several. */
export function usedThing(given: Use): UsedThing | undefined {
  const found = useKinds.flatMap((kind) => {
    const name = given[kind]
    return name === undefined ? [] : [{ kind, name }]
  })
  return found.length === 1 ? found[0] : undefined
}

/**
 * Kinds of the fleet's own resources that an app can use. Queues subscribe to topics, and all else is in `external`.
 */
const ownKinds = ['bucket', 'table', 'queue', ...storedNeeds] as const
export type OwnKind = (typeof ownKinds)[number]
export const isOwnKind = (kind: string): kind is OwnKind => ownKinds.some((one) => one === kind)

export const isStored = (kind: string): kind is StoredNeed => storedNeeds.some((one) => one === kind)

/** Whether it names the team where it has to: with a place, and always of a store. Names of queues have none. */
export const isNamedByPlace = ({ kind, name }: UsedThing, place: string | undefined): boolean =>
  name.includes('/') || !(isStored(kind) || (isOwnKind(kind) && kind !== 'queue' && place !== undefined))

/** Whether it is what the fleet has where the app runs: it names a team and no place. */
export const isOfOwnPlace = ({ kind, name }: UsedThing, place: string | undefined): boolean =>
  place === undefined && isOwnKind(kind) && kind !== 'queue' && name.includes('/')

/** A database or cache of another app, by whose names the app has its variables. */
interface UsedStore {
  readonly variable: string
  readonly kind: StoredNeed
  readonly team: string
  readonly name: string
}

export const usedStores = (all: Uses = {}): readonly UsedStore[] =>
  Object.entries(all).flatMap(([variable, given]): readonly UsedStore[] => {
    const thing = usedThing(given)
    if (thing === undefined || !isStored(thing.kind)) return []
    const [team = '', name = ''] = thing.name.split('/')
    return [{ variable, kind: thing.kind, team, name }]
  })
