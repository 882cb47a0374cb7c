import { matching } from '@slipway/core'
import { allSharedRights, sharedKinds } from '@slipway/fleet'
import { z } from 'zod'

/** `useIssues` judges whether the name exists. */
const name = (described: string) => z.string().describe(described).optional()

const use = z.strictObject({
  bucket: name('"finance/exports"'),
  table: name('"finance/rates"'),
  queue: name('"entries"'),
  topic: name('of `external`'),
  secret: name('of `external`'),
  role: name('of `external`'),
  in: name('its cluster; by default a bucket or table with its team in front is where the app runs'),
  may: z.enum(allSharedRights).describe('what it does with it'),
})
export type Use = z.output<typeof use>

/** AWS resources of other accounts, regions and environments that it uses. */
export const uses = z
  .record(matching(/^[a-z][-a-z0-9]{0,39}$/, 'a name such as "lake"'), use)
  .refine((all) => Object.keys(all).length <= 50)
  .describe(
    'what it uses of others: { media: { bucket: "shop/media", may: "write" } }, with in: "prod-eu" where it is elsewhere; at most 50',
  )
  .optional()
export type Uses = NonNullable<z.output<typeof uses>>

export interface UsedThing {
  readonly kind: (typeof sharedKinds)[number]
  readonly name: string
}

/** The one thing that a use names; `undefined` where it names none or several. */
export function usedThing(given: Use): UsedThing | undefined {
  const found = sharedKinds.flatMap((kind) => {
    const name = given[kind]
    return name === undefined ? [] : [{ kind, name }]
  })
  return found.length === 1 ? found[0] : undefined
}

/** Kinds of the fleet's own resources that an app can use. Queues subscribe to topics, and all else is in `external`. */
const ownKinds = ['bucket', 'table', 'queue'] as const
export type OwnKind = (typeof ownKinds)[number]
export const isOwnKind = (kind: string): kind is OwnKind => ownKinds.some((one) => one === kind)

/** Whether a use that names a place names the team, too; names of queues have none. */
export const isNamedByPlace = ({ kind, name }: UsedThing, place: string | undefined): boolean =>
  !isOwnKind(kind) || kind === 'queue' || place === undefined || name.includes('/')

/** Whether it is a bucket or table of the fleet where the app runs: it names a team and no place. */
export const isOfOwnPlace = ({ kind, name }: UsedThing, place: string | undefined): boolean =>
  place === undefined && isOwnKind(kind) && kind !== 'queue' && name.includes('/')
