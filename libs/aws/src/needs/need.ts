import { logicalId, shortHash, type AwsPlace, type Cluster } from '@slipway/fleet'
import { managed, resource, type AwsResource, type Resources } from '../model/stack.ts'
import type { Properties, Value } from '../model/value.ts'
import type { Borrower } from './borrowers.ts'

/** The place of a resource, its owner, and the topics of its alarms. */
export interface Owned {
  readonly name: string
  readonly app: string
  readonly team: string
  readonly place: AwsPlace
  readonly tells: readonly Value[]
  /** The environment's clusters in that account and region. */
  readonly clusters: readonly Cluster[]
  /** Whether it is the last environment of promotion. */
  readonly isLast: boolean
  /** Roles of other accounts that use what is owned there. */
  readonly borrowers: readonly Borrower[]
}

/** The inputs of a database's or cache's model beside its spec. */
export type Modelled = Pick<Owned, 'name' | 'team' | 'place' | 'isLast'>

/**
 * Resources by logical id.
 * @throws RangeError where two have one id
 */
export function together(entries: Iterable<readonly [string, AwsResource]>): Resources {
  const made = new Map<string, AwsResource>()
  for (const [id, one] of entries) {
    if (made.has(id))
      throw new RangeError(`two resources of one stack have the logical id ${id}: rename one of the needs`)
    made.set(id, one)
  }
  return Object.fromEntries(made)
}

/** The logical id of a queue's subscription to a topic. */
export const subscriptionId = (queue: string, topic: string): string =>
  `${logicalId(queue)}Subscription${shortHash(`${queue}/${topic}`)}`

/** A resource that outlives its stack, with the tags of its owner. */
export const kept = (
  owned: Owned,
  type: AwsResource['type'],
  properties: Properties,
  after: readonly string[] = [],
): AwsResource => resource(type, { ...properties, Tags: tagsOf(owned) }, { retained: true, after })

/** For the bill, and to find what nobody's stack has any more. */
export const tagsOf = ({ app, team, place }: Owned): readonly Value[] => [
  managed,
  { Key: 'app', Value: app },
  { Key: 'environment', Value: place.environment },
  { Key: 'team', Value: team },
]
