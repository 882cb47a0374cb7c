import { issue, show, suggestion, type Issue } from '@slipway/core'
import { attributeName, logicalId, type AwsPlace, type Fleet } from '@slipway/fleet'
import { issueIn, type Draft } from '../../read/app-draft.ts'
import type { SpecPart } from '../../shape/app.ts'
import { queueKeep, queueLate } from '../../shape/needs.ts'
import { seconds } from '../../shape/units.ts'
import { ownQueue } from '../../shape/variables.ts'
import { isAccepted } from '../accept-rules.ts'
import { claims, finalNames, key, kinds, places, type Kind, type Owners } from './need-owners.ts'
import { oncePerPlace, type Report } from '../report.ts'
import { storeIssues } from './store-rules.ts'

interface Use {
  readonly kind: 'queue' | 'topic'
  readonly at: string
  readonly name: string
  /** In which the owner says whom it lets. */
  readonly word: 'accepts' | 'workers'
}

function usesOf(spec: SpecPart): readonly Use[] {
  return [
    ...ownQueue(spec).map((name): Use => ({ kind: 'queue', at: 'queue', name, word: 'workers' })),
    ...(spec.sends ?? []).map((name, i): Use => ({ kind: 'queue', at: `sends[${i}]`, name, word: 'accepts' })),
    ...Object.entries(spec.needs?.queue ?? {}).flatMap(([queue, { from = [] }]) =>
      from.map((name, i): Use => ({ kind: 'topic', at: `needs.queue.${queue}.from[${i}]`, name, word: 'accepts' })),
    ),
  ]
}

const acceptedBy = ({ needs }: SpecPart, { kind, word }: Use, name: string): readonly string[] =>
  (kind === 'queue' ? needs?.queue?.[name]?.[word] : needs?.topic?.[name]?.accepts) ?? []

const doing = (word: Use['word']): string => (word === 'workers' ? ' as a worker' : '')

/** A near name is sought for the first ones that are unknown: all with all takes a check's time. */
const mostSought = 20
/** Names of topics that an app of the environment needs, for suggestions. */
const topicsOf = (owners: Owners): readonly string[] =>
  [...owners.values()].flatMap(({ kind, app, name }) => (kind === 'topic' && app !== undefined ? [name] : []))

const finalOf = ({ kind, name }: Use, place: AwsPlace): string => finalNames(kind, name, '', place)[0] ?? ''

/** The teams whose apps send to a queue in an environment, or work on it, by the queue's final name. */
function teamsByQueue(apps: readonly Draft[], env: string, place: AwsPlace): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>()
  for (const app of apps) {
    const spec = app.parts.get(env)
    if (spec?.team === undefined) continue
    for (const use of usesOf(spec)) {
      if (use.kind !== 'queue') continue
      const final = finalOf(use, place)
      found.set(final, (found.get(final) ?? new Set()).add(spec.team))
    }
  }
  return found
}

/** Issues of a queue that no app needs: the fleet has to name it, if it names any; else only one team may use it. */
function unowned(app: Draft, at: string, queue: string, final: string, { teams, fleet }: Asked): readonly Issue[] {
  const name = show(queue)
  const hint = `have its owner need it, or write ${name}: { team: "<team>" } into \`queues\` in fleet/fleet.ts`
  if (fleet.queues !== undefined)
    return [issue(app.file, at, 'queue-unowned', name, 'a queue that an app needs, or the fleet names', hint)]
  const users = [...(teams.get(final) ?? [])].sort()
  if (users.length < 2) return []
  const got = `${name}, which no app needs, and apps of ${users.join(' and ')} use`
  return [issue(app.file, at, 'queue-unowned', got, 'a queue with an owner, who says whom it accepts', hint)]
}

interface Asked {
  readonly env: string
  readonly place: AwsPlace
  readonly owners: Owners
  readonly teams: ReturnType<typeof teamsByQueue>
  readonly fleet: Fleet
}

/**
 * The right to another team's queue or topic needs that team's word, as a call does. Whose it is follows from the final
 * name.
 */
function useIssues(app: Draft, spec: SpecPart, asked: Asked): readonly Issue[] {
  const { team } = spec
  const { env, place, owners } = asked
  return usesOf(spec).flatMap((use, i): readonly Issue[] => {
    const { kind, name, at: field, word } = use
    const at = app.place(env, field)
    const final = finalOf(use, place)
    const owner = owners.get(key(kind, final))
    if (owner === undefined || (kind === 'topic' && owner.app === undefined))
      return kind === 'queue'
        ? unowned(app, at, name, final, asked)
        : [
            issue(
              app.file,
              at,
              'unknown-topic',
              show(name),
              'a topic that an app needs in that environment',
              i < mostSought ? suggestion(name, topicsOf(owners)) : 'correct it, or have its owner need it',
            ),
          ]
    if (owner.of !== undefined) {
      const { team: theirs, [word]: given } = owner.of
      if (team === undefined || theirs === team || isAccepted(given, team, app.name)) return []
      const got = `the queue ${show(name)} of the team ${theirs}, which has not accepted ${app.name} of the team ${team}${doing(word)}`
      const want = `the word of the fleet: queues.${name}.${word}: ["${team}/${app.name}"] in fleet/fleet.ts`
      return [issue(app.file, at, 'need-unaccepted', got, want, 'ask its owners to add it')]
    }
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
    if (isAccepted(acceptedBy(theirs, use, owner.name), team, app.name)) return []
    const asking = `${app.name} of the team ${team}`
    const got = `the ${kind} ${show(name)} of ${owner.app.name} of the team ${theirs.team}, which has not accepted ${asking}${doing(word)}`
    const want = `the word of the other side: needs.${kind}.${owner.name}.${word}: ["${team}/${app.name}"] in ${owner.app.file}`
    return [issue(app.file, at, 'need-unaccepted', got, want, 'ask its owners to add it')]
  })
}

/** The id of a need inside of its stack, in CloudFormation, or in OpenTofu if the fleet writes that. */
const stackName = (kind: Kind, name: string, { stacks }: Pick<Fleet, 'stacks'>): string => {
  const id = logicalId(name)
  return stacks === 'opentofu' ? attributeName(`${id}${kind.charAt(0).toUpperCase()}${kind.slice(1)}`) : id
}

/** Needs of one app that its stack could not tell apart: one would be lost. */
const alike = (app: Draft, spec: SpecPart, env: string, fleet: Fleet): readonly Issue[] =>
  kinds.flatMap((kind) => {
    const seen = new Map<string, string>()
    return Object.keys(spec.needs?.[kind] ?? {}).flatMap((name) => {
      const called = stackName(kind, name, fleet)
      const first = seen.get(called)
      if (first === undefined) seen.set(called, name)
      const want = `a name that its stack can tell from ${show(first)}: both are called ${called} there`
      return first === undefined
        ? []
        : [issueIn(app, env, `needs.${kind}.${name}`, 'need-alike', show(name), want, 'rename one of the two')]
    })
  })

/** Rules on resources that apps own in AWS and use of others. Reports each once, be it in many places. */
export function needIssues(apps: readonly Draft[], fleet: Fleet): readonly Issue[] {
  const found = fleet.environments.flatMap((env) =>
    places(fleet, env).flatMap((place) => {
      const { owners, issues } = claims(apps, env, place, fleet)
      const asked: Asked = { env, place, owners, teams: teamsByQueue(apps, env, place), fleet }
      return [
        ...issues,
        ...apps.flatMap((app) => {
          const spec = app.parts.get(env)
          return spec === undefined
            ? []
            : [
                ...alike(app, spec, env, fleet),
                ...storeIssues(app, spec, env, place, fleet),
                ...useIssues(app, spec, asked),
              ]
        }),
      ]
    }),
  )
  return oncePerPlace(found.toReversed())
}

const nameOf = (attribute: unknown): string | undefined =>
  typeof attribute === 'string' ? attribute : (attribute as { name?: string } | undefined)?.name

/**
 * DynamoDB takes seconds as numbers alone:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-before-you-start.html
 */
const isNumber = (attribute: unknown): boolean =>
  typeof attribute === 'object' && (attribute as { type?: string } | null)?.type === 'number'

/** Within one app. */
export function needRules({ needs }: SpecPart, report: Report) {
  for (const [name, { key: first, sort, expires }] of Object.entries(needs?.table ?? {})) {
    if (sort !== undefined && nameOf(first) === nameOf(sort))
      report(
        `needs.table.${name}.sort`,
        'same-key',
        nameOf(sort),
        'another attribute than key',
        'take it out, or name the attribute that tells items with one key apart',
        'needs',
      )
    if (expires !== undefined && [first, sort].some((one) => nameOf(one) === expires && !isNumber(one)))
      report(
        `needs.table.${name}.expires`,
        'expires-text',
        expires,
        'an attribute that holds a number: by a text no item ever goes',
        `name another attribute, or say { name: "${expires}", type: "number" } of the key`,
        'needs',
      )
  }
  for (const [name, { keep = queueKeep, late = queueLate }] of Object.entries(needs?.queue ?? {}))
    if (seconds(late) >= seconds(keep))
      report(
        `needs.queue.${name}.late`,
        'late-over-keep',
        late,
        `less than keep ("${keep}"), after which a message is lost: none would ever be that late`,
        'lower it, or raise keep',
        'needs',
      )
}
