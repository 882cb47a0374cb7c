import { issue, show, suggestion, type Issue } from '@slipway/core'
import type { Draft } from '../read/app-draft.ts'
import type { SpecPart } from '../shape/app.ts'
import type { Needs } from '../shape/needs.ts'
import type { Report } from './report.ts'

type Kind = keyof Needs

const kinds: readonly Kind[] = ['bucket', 'queue', 'table', 'topic']
const ownedBy = (spec: SpecPart | undefined, kind: Kind): readonly string[] => Object.keys(spec?.needs?.[kind] ?? {})
/** Names of queues and topics are the environment's, of all others the team's (libs/model, aws-names.ts). */
const key = (kind: Kind, name: string, { team }: SpecPart): string =>
  kind === 'queue' || kind === 'topic' ? name : `${team ?? ''}/${name}`

type Owners = ReadonlyMap<string, readonly Draft[]>

function ownersOf(apps: readonly Draft[], kind: Kind, env: string): Owners {
  const found = new Map<string, Draft[]>()
  for (const app of apps) {
    const spec = app.parts.get(env)
    if (spec === undefined) continue
    for (const name of ownedBy(spec, kind)) {
      const own = key(kind, name, spec)
      found.set(own, [...(found.get(own) ?? []), app])
    }
  }
  return found
}

/** One thing, one owner: two stacks would fight for it. Told at all but the first by name. */
const ownedTwice = (owners: Owners, kind: Kind, env: string): readonly Issue[] =>
  [...owners].flatMap(([name, [first, ...others]]) =>
    others.map((app) =>
      issue(
        app.file,
        app.place(env, `needs.${kind}.${name.slice(name.indexOf('/') + 1)}`),
        'need-owned-twice',
        `a ${kind} that ${first?.name ?? ''} has, too`,
        `one owner of each ${kind} in an environment`,
        kind === 'queue' ? 'take it out: an app that only sends to it says so in sends' : 'rename it, or take it out',
      ),
    ),
  )

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

const accepts = (owner: SpecPart | undefined, { kind, name }: Use, team: string, app: string): boolean =>
  (owner?.needs?.[kind]?.[name]?.accepts ?? []).some((one) => one === `${team}/${app}` || one === `${team}/*`)

/** The right to another team's queue or topic needs that team's word, as a call does. A queue that nobody needs is not ours to guard. */
function useIssues(app: Draft, spec: SpecPart, env: string, owners: Readonly<Record<Use['kind'], Owners>>): Issue[] {
  const { team } = spec
  return usesOf(spec).flatMap((use): Issue[] => {
    const at = app.place(env, use.at)
    const [owner] = owners[use.kind].get(use.name) ?? []
    if (owner === undefined)
      return use.kind === 'queue'
        ? []
        : [
            issue(
              app.file,
              at,
              'unknown-topic',
              show(use.name),
              'a topic that an app needs in that environment',
              suggestion(use.name, [...owners.topic.keys()]),
            ),
          ]
    const theirs = owner.parts.get(env)
    if (team === undefined || theirs?.team === undefined || theirs.team === team) return []
    if (accepts(theirs, use, team, app.name)) return []
    const got = `the ${use.kind} ${show(use.name)} of ${owner.name} of the team ${theirs.team}, which has not accepted ${app.name} of the team ${team}`
    const want = `the word of the other side: needs.${use.kind}.${use.name}.accepts: ["${team}/${app.name}"] in ${owner.file}`
    return [issue(app.file, at, 'need-unaccepted', got, want, 'ask its owners to add it')]
  })
}

/** What apps own in AWS, and what they use of what others own. */
export function needIssues(apps: readonly Draft[], environments: readonly string[]): readonly Issue[] {
  return environments.flatMap((env) => {
    const all = kinds.map((kind) => [kind, ownersOf(apps, kind, env)] as const)
    const owners = Object.fromEntries(all) as Readonly<Record<Kind, Owners>>
    return [
      ...all.flatMap(([kind, of]) => ownedTwice(of, kind, env)),
      ...apps.flatMap((app) => {
        const spec = app.parts.get(env)
        return spec === undefined ? [] : useIssues(app, spec, env, owners)
      }),
    ]
  })
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
