import { issue, show, type Issue } from '@slipway/core'
import {
  alertTopicName,
  bucketName,
  cacheName,
  databaseName,
  databaseUser,
  deadQueueName,
  interruptionQueueName,
  queueName,
  tableName,
  topicName,
  type AwsPlace,
  type Fleet,
} from '@slipway/fleet'
import type { Draft } from '../../read/app-draft.ts'
import type { Needs } from '../../shape/needs.ts'

export type Kind = keyof Needs

export const kinds: readonly Kind[] = ['bucket', 'queue', 'table', 'topic', 'database', 'cache']

/** The owner of a name in AWS: an app, or the fleet itself. */
interface Owner {
  readonly kind: Kind
  readonly app?: Draft
  /** As its owner writes it. */
  readonly name: string
  readonly what: string
  /** Whether messages that no try worked on lie there. */
  readonly dead?: true
  /** A queue that the fleet names for a team, and which apps of others may use it. */
  readonly of?: { readonly team: string; readonly accepts: readonly string[]; readonly workers: readonly string[] }
}
/** By kind and final name. */
export type Owners = ReadonlyMap<string, Owner>

/** The places of an environment's clusters: each account and region once. */
export const places = ({ clusters }: Pick<Fleet, 'clusters'>, env: string): readonly AwsPlace[] => [
  ...new Map(
    clusters
      .filter(({ environment }) => environment === env)
      .map((one): [string, AwsPlace] => [`${one.account}/${one.region}`, one]),
  ).values(),
]

/**
 * The final name, by which AWS tells things apart in an account and region; and that of the dead-letter queue, and a
 * database's user.
 */
export const finalNames = (kind: Kind, name: string, team: string, place: AwsPlace): readonly string[] => {
  const names: { readonly [K in Kind]: () => readonly string[] } = {
    bucket: () => [bucketName(name, team, place)],
    queue: () => [queueName(name, place), deadQueueName(name, place)],
    table: () => [tableName(name, team, place)],
    topic: () => [topicName(name, place)],
    // Rights to sign in name the user alone, of any instance; it is shortened where the instance's name is not.
    database: () => [databaseName(name, team, place), databaseUser(name, team, place)],
    cache: () => [cacheName(name, team, place)],
  }
  return names[kind]()
}
export const key = (kind: Kind, final: string): string => `${kind} ${final}`

type Claimed = Pick<Fleet, 'clusters' | 'queues'>

/**
 * Queues that people made by hand, paging topics, and Karpenter's interruption queues, also of clusters that have
 * neither today.
 */
const ofFleet = ({ clusters, queues = {} }: Claimed, place: AwsPlace): readonly [string, Owner][] => [
  ...Object.entries(queues).map(([name, { team, accepts = [], workers = [] }]): [string, Owner] => [
    key('queue', queueName(name, place)),
    { kind: 'queue', name, what: `${show(name)} of \`queues\` in fleet/fleet.ts`, of: { team, accepts, workers } },
  ]),
  ...clusters
    .filter((one) => one.account === place.account && one.region === place.region)
    .flatMap((one): [string, Owner][] => [
      [
        key('topic', alertTopicName(one)),
        { kind: 'topic', name: alertTopicName(one), what: `the topic of the pages of ${one.name}` },
      ],
      [
        key('queue', interruptionQueueName(one)),
        { kind: 'queue', name: interruptionQueueName(one), what: `the queue of Karpenter of ${one.name}` },
      ],
    ]),
]

/** Two owners of one name in AWS: two stacks would fight for the resource. */
function clash(app: Draft, env: string, kind: Kind, name: string, final: string, first: Owner): Issue {
  const at = app.place(env, `needs.${kind}.${name}`)
  if (first.app === undefined)
    return issue(
      app.file,
      at,
      'need-of-fleet',
      `${final} in AWS, which is ${first.what}`,
      'a name that the fleet does not take itself',
      first.of === undefined ? 'rename it' : 'rename it, or take it out there: an app has its queues by `needs`',
    )
  const same = first.name === name && first.dead === undefined && first.app !== app
  return issue(
    app.file,
    at,
    'need-owned-twice',
    same ? `a ${kind} that ${first.app.name} has, too` : `${final} in AWS, which is ${first.what}, too`,
    same ? `one owner of each ${kind} in an environment` : 'one owner of each name in an account and region',
    same && kind === 'queue'
      ? 'take it out: an app that only sends to it says so in sends'
      : 'rename it, or take it out',
  )
}

/** The owner of each name in a place; all owners but the first by name get an issue. */
export function claims(
  apps: readonly Draft[],
  env: string,
  place: AwsPlace,
  fleet: Fleet,
): { owners: Owners; issues: Issue[] } {
  const owners = new Map<string, Owner>(ofFleet(fleet, place))
  const issues: Issue[] = []
  for (const app of apps) {
    const spec = app.parts.get(env)
    for (const kind of kinds)
      for (const name of Object.keys(spec?.needs?.[kind] ?? {})) {
        const finals = finalNames(kind, name, spec?.team ?? '', place)
        const taken = finals.find((final) => owners.has(key(kind, final)))
        const first = taken === undefined ? undefined : owners.get(key(kind, taken))
        if (taken !== undefined && first !== undefined) issues.push(clash(app, env, kind, name, taken, first))
        finals.forEach((final, i) => {
          if (owners.has(key(kind, final))) return
          const isDead = kind === 'queue' && i > 0
          const second = isDead ? 'the dead-letter queue of' : 'the user of the database'
          const what = `${i === 0 ? `the ${kind}` : second} ${show(name)} of ${app.name}`
          owners.set(key(kind, final), { kind, app, name, what, ...(isDead ? { dead: true as const } : {}) })
        })
      }
  }
  return { owners, issues }
}
