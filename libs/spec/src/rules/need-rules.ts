import { issue, show, suggestion, type Issue } from '@slipway/core'
import {
  alertTopicName,
  attributeName,
  bucketName,
  deadQueueName,
  interruptionQueueName,
  logicalId,
  queueName,
  tableName,
  topicName,
  type AwsPlace,
  type Fleet,
} from '@slipway/fleet'
import type { Draft } from '../read/app-draft.ts'
import type { SpecPart } from '../shape/app.ts'
import type { Needs } from '../shape/needs.ts'
import type { Report } from './report.ts'

type Kind = keyof Needs

const kinds: readonly Kind[] = ['bucket', 'queue', 'table', 'topic']

/** What has a name in AWS: of an app, or what the fleet makes for itself. */
interface Owner {
  readonly kind: Kind
  readonly app?: Draft
  /** As its owner writes it. */
  readonly name: string
  readonly what: string
  /** Whether messages that no try worked on lie there. */
  readonly dead?: true
}
/** By kind and final name. */
type Owners = ReadonlyMap<string, Owner>

/** Where an environment has clusters: each account and region once. */
const places = ({ clusters }: Pick<Fleet, 'clusters'>, env: string): readonly AwsPlace[] => [
  ...new Map(
    clusters
      .filter(({ environment }) => environment === env)
      .map((one): [string, AwsPlace] => [`${one.account}/${one.region}`, one]),
  ).values(),
]

/** The final name, by which AWS tells things apart in an account and region; and that of the dead-letter queue. */
const finalNames = (kind: Kind, name: string, team: string, place: AwsPlace): readonly string[] => {
  const names: { readonly [K in Kind]: () => readonly string[] } = {
    bucket: () => [bucketName(name, team, place)],
    queue: () => [queueName(name, place), deadQueueName(name, place)],
    table: () => [tableName(name, team, place)],
    topic: () => [topicName(name, place)],
  }
  return names[kind]()
}
const key = (kind: Kind, final: string): string => `${kind} ${final}`

/** Pages, and what tells Karpenter of interruptions: also of clusters that have neither today. */
const ofFleet = ({ clusters }: Pick<Fleet, 'clusters'>, { account, region }: AwsPlace): readonly [string, Owner][] =>
  clusters
    .filter((one) => one.account === account && one.region === region)
    .flatMap((one): [string, Owner][] => [
      [
        key('topic', alertTopicName(one)),
        { kind: 'topic', name: alertTopicName(one), what: `the topic of the pages of ${one.name}` },
      ],
      [
        key('queue', interruptionQueueName(one)),
        { kind: 'queue', name: interruptionQueueName(one), what: `the queue of Karpenter of ${one.name}` },
      ],
    ])

/** Whatever is said twice: a thing has one name in AWS, and a name one owner, or two stacks would fight for it. */
function clash(app: Draft, env: string, kind: Kind, name: string, final: string, first: Owner): Issue {
  const at = app.place(env, `needs.${kind}.${name}`)
  if (first.app === undefined)
    return issue(
      app.file,
      at,
      'need-of-fleet',
      `${final} in AWS, which is ${first.what}`,
      'a name that the fleet does not take itself',
      'rename it',
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

/** Who has which name in a place; told at all but the first by name. */
function claims(
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
          const what = `${i === 0 ? `the ${kind}` : 'the dead-letter queue of'} ${show(name)} of ${app.name}`
          owners.set(key(kind, final), { kind, app, name, what, ...(i === 0 ? {} : { dead: true as const }) })
        })
      }
  }
  return { owners, issues }
}

interface Use {
  readonly kind: 'queue' | 'topic'
  readonly at: string
  readonly name: string
}

function usesOf(spec: SpecPart): readonly Use[] {
  const works = spec.kind === 'worker' && spec.queue !== undefined ? [spec.queue] : []
  return [
    ...works.map((name): Use => ({ kind: 'queue', at: 'queue', name })),
    ...(spec.sends ?? []).map((name, i): Use => ({ kind: 'queue', at: `sends[${i}]`, name })),
    ...Object.entries(spec.needs?.queue ?? {}).flatMap(([queue, { from = [] }]) =>
      from.map((name, i): Use => ({ kind: 'topic', at: `needs.queue.${queue}.from[${i}]`, name })),
    ),
  ]
}

const accepts = (owner: SpecPart | undefined, kind: Kind, name: string, team: string, app: string): boolean => {
  const given = kind === 'queue' || kind === 'topic' ? owner?.needs?.[kind]?.[name]?.accepts : undefined
  return (given ?? []).some((one) => one === `${team}/${app}` || one === `${team}/*`)
}

/** Names of topics that an app of the environment needs, for suggestions. */
const topicsOf = (owners: Owners): readonly string[] =>
  [...owners.values()].flatMap(({ kind, app, name }) => (kind === 'topic' && app !== undefined ? [name] : []))

/**
 * The right to another team's queue or topic needs that team's word, as a call does. Whose it is follows from the final name. A queue
 * that nobody needs is not ours to guard.
 */
function useIssues(app: Draft, spec: SpecPart, env: string, place: AwsPlace, owners: Owners): Issue[] {
  const { team } = spec
  return usesOf(spec).flatMap(({ kind, name, at: field }): Issue[] => {
    const at = app.place(env, field)
    const [final = ''] = finalNames(kind, name, '', place)
    const owner = owners.get(key(kind, final))
    if (owner === undefined || (kind === 'topic' && owner.app === undefined))
      return kind === 'queue'
        ? []
        : [
            issue(
              app.file,
              at,
              'unknown-topic',
              show(name),
              'a topic that an app needs in that environment',
              suggestion(name, topicsOf(owners)),
            ),
          ]
    if (owner.app === undefined) {
      const got = `${final} in AWS, which is ${owner.what}`
      return [issue(app.file, at, 'need-of-fleet', got, 'a queue that is no matter of the fleet', 'rename it')]
    }
    const theirs = owner.app.parts.get(env)
    if (team === undefined || theirs?.team === undefined || theirs.team === team) return []
    if (owner.dead === true) {
      const got = `${final} in AWS, which is ${owner.what}, an app of the team ${theirs.team}`
      const want = 'a queue that is not where another team keeps what it could not work on'
      return [issue(app.file, at, 'need-unaccepted', got, want, 'name another queue')]
    }
    if (accepts(theirs, kind, owner.name, team, app.name)) return []
    const got = `the ${kind} ${show(name)} of ${owner.app.name} of the team ${theirs.team}, which has not accepted ${app.name} of the team ${team}`
    const want = `the word of the other side: needs.${kind}.${owner.name}.accepts: ["${team}/${app.name}"] in ${owner.app.file}`
    return [issue(app.file, at, 'need-unaccepted', got, want, 'ask its owners to add it')]
  })
}

/** What CloudFormation, and OpenTofu where the fleet writes for it, call a need inside of its stack. */
const stackName = (kind: Kind, name: string, { stacks }: Pick<Fleet, 'stacks'>): string => {
  const id = logicalId(name)
  return stacks === 'opentofu' ? attributeName(`${id}${kind.charAt(0).toUpperCase()}${kind.slice(1)}`) : id
}

/** Needs of one app that its stack could not tell apart: one would be lost. */
const alike = (app: Draft, spec: SpecPart, env: string, fleet: Fleet): readonly Issue[] =>
  kinds.flatMap((kind) => {
    const names = Object.keys(spec.needs?.[kind] ?? {})
    return names.flatMap((name, i) => {
      const called = stackName(kind, name, fleet)
      const first = names.slice(0, i).find((other) => stackName(kind, other, fleet) === called)
      const want = `a name that its stack can tell from ${show(first)}: both are called ${called} there`
      return first === undefined
        ? []
        : [
            issue(
              app.file,
              app.place(env, `needs.${kind}.${name}`),
              'need-alike',
              show(name),
              want,
              'rename one of the two',
            ),
          ]
    })
  })

/** What apps own in AWS, and what they use of what others own: each told once, be it in many places. */
export function needIssues(apps: readonly Draft[], fleet: Fleet): readonly Issue[] {
  const found = fleet.environments.flatMap((env) =>
    places(fleet, env).flatMap((place) => {
      const { owners, issues } = claims(apps, env, place, fleet)
      return [
        ...issues,
        ...apps.flatMap((app) => {
          const spec = app.parts.get(env)
          return spec === undefined
            ? []
            : [...alike(app, spec, env, fleet), ...useIssues(app, spec, env, place, owners)]
        }),
      ]
    }),
  )
  return [...new Map(found.toReversed().map((one) => [[one.file, one.at, one.code].join(' '), one])).values()]
}

const nameOf = (attribute: unknown): string | undefined =>
  typeof attribute === 'string' ? attribute : (attribute as { name?: string } | undefined)?.name

/** Within one app. */
export function needRules({ needs }: SpecPart, report: Report) {
  for (const [name, { key: first, sort }] of Object.entries(needs?.table ?? {}))
    if (sort !== undefined && nameOf(first) === nameOf(sort))
      report(
        `needs.table.${name}.sort`,
        'same-key',
        nameOf(sort),
        'another attribute than key',
        'take it out, or name the attribute that tells items with one key apart',
        'needs',
      )
}
