import { issue, show, suggestion, type Issue } from '@slipway/core'
import {
  isTrusted,
  kindOfArn,
  partitionOf,
  partitionOfArn,
  sharedRights,
  type Cluster,
  type Fleet,
} from '@slipway/fleet'
import type { Draft } from '../read/app-draft.ts'
import type { SpecPart } from '../shape/app.ts'
import { queuesOf, useVariable } from '../shape/variables.ts'
import { usedThing, type Use } from '../shape/uses.ts'
import { isAccepted } from './accept-rules.ts'
import { claims, finalNames, key, type Kind, type Owners } from './need-owners.ts'
import { oncePerPlace, type Report } from './report.ts'

type Thing = NonNullable<ReturnType<typeof usedThing>>

/** Of the fleet's own things, what a use can be of; topics are heard by queues, and the rest is in `external`. */
const ownKinds = ['bucket', 'table', 'queue'] as const
type OwnKind = (typeof ownKinds)[number]
const isOwnKind = (kind: string): kind is OwnKind => ownKinds.some((one) => one === kind)

/** Variables that the app has for the same kind of thing already. */
const takenNames = (spec: SpecPart, kind: Thing['kind']): readonly string[] =>
  kind === 'queue' ? queuesOf(spec) : kind === 'secret' || kind === 'role' ? [] : Object.keys(spec.needs?.[kind] ?? {})

/** Within one app. */
export function useRules(spec: SpecPart, report: Report) {
  for (const [name, use] of Object.entries(spec.uses ?? {})) {
    const at = `uses.${name}`
    const thing = usedThing(use)
    if (thing === undefined) {
      report(
        at,
        'use-kind',
        use,
        'one of bucket, table, queue, topic, secret and role',
        'name one thing in each use',
        'uses',
      )
      continue
    }
    const { kind } = thing
    const rights: readonly string[] = sharedRights[kind]
    if (!rights.includes(use.may))
      report(
        `${at}.may`,
        'use-may',
        use.may,
        `what is done with a ${kind}: ${rights.join(' or ')}`,
        'correct it',
        'uses',
      )
    if (name === 'aws')
      report(at, 'use-name', name, 'a name whose region is not AWS_REGION, which every SDK reads', 'rename it', 'uses')
    if (takenNames(spec, kind).includes(name))
      report(
        at,
        'use-alike',
        name,
        `a name that no ${kind} of the app has: both would be in ${useVariable(kind, name)}`,
        'rename it',
        'uses',
        'needs',
      )
    if (use.in !== undefined && !isOwnKind(kind))
      report(
        `${at}.in`,
        'use-elsewhere',
        use.in,
        `no place: a ${kind} that apps use is one of \`external\` in fleet/fleet.ts`,
        'take it out, and have the platform name it there',
        'uses',
      )
    if (isOwnKind(kind) && kind !== 'queue' && (use.in !== undefined) !== thing.name.includes('/'))
      report(
        `${at}.${kind}`,
        'use-name',
        thing.name,
        use.in === undefined
          ? `a ${kind} of \`external\`, without a team in front`
          : `the team and its ${kind}, such as "finance/${thing.name}"`,
        use.in === undefined ? 'say with `in` in which cluster it is, or take the team out' : 'write the team in front',
        'uses',
      )
  }
}

interface Asked {
  readonly app: Draft
  readonly spec: SpecPart
  readonly at: string
  readonly use: Use
  readonly thing: Thing
  readonly users: readonly Cluster[]
  readonly fleet: Fleet
}

/** Words of an owner to other teams: the wider one holds for the narrower. */
function wordsOf(owner: SpecPart, kind: 'bucket' | 'queue', name: string, may: Use['may']) {
  if (kind === 'queue') return { field: 'accepts', given: owner.needs?.queue?.[name]?.accepts ?? [] }
  const { readers = [], writers = [] } = owner.needs?.bucket?.[name] ?? {}
  return may === 'read' ? { field: 'readers', given: [...readers, ...writers] } : { field: 'writers', given: writers }
}

function externalIssues({ app, spec, at, use, thing, users, fleet }: Asked): readonly Issue[] {
  const { kind, name } = thing
  const known = fleet.external ?? {}
  const found = known[name]
  const wrong = (field: string, code: string, got: string, want: string, hint: string) =>
    issue(app.file, `${at}.${field}`, code, got, want, hint)
  if (found === undefined || kindOfArn(found.arn) !== kind)
    return [
      wrong(
        kind,
        'use-unknown',
        show(name),
        `a ${kind} of \`external\` in fleet/fleet.ts`,
        suggestion(
          name,
          Object.keys(known).filter((one) => kindOfArn(known[one]?.arn ?? '') === kind),
        ),
      ),
    ]
  const elsewhere = users.find(({ region }) => partitionOfArn(found.arn) !== partitionOf(region))
  return [
    ...(isAccepted(found.accepts, spec.team ?? '', app.name)
      ? []
      : [
          wrong(
            kind,
            'use-unaccepted',
            `${show(name)}, which the fleet has not given ${app.name} of the team ${spec.team ?? ''}`,
            `the word of the fleet: external.${name}.accepts: ["${spec.team ?? ''}/${app.name}"] in fleet/fleet.ts`,
            'ask its owners to add it',
          ),
        ]),
    ...(found.may.includes(use.may)
      ? []
      : [
          wrong(
            'may',
            'use-may',
            show(use.may),
            `what the fleet has of it: ${found.may.join(', ')}`,
            'correct it, or have the platform add it',
          ),
        ]),
    ...(elsewhere === undefined
      ? []
      : [
          wrong(
            kind,
            'use-partition',
            `${found.arn} for ${elsewhere.name}`,
            'a resource of the same partition of AWS',
            'take it out: no role is of two partitions',
          ),
        ]),
  ]
}

function ownIssues(
  { app, spec, at, use, thing, users, fleet }: Asked,
  ownersIn: (place: Cluster) => Owners,
): readonly Issue[] {
  const kind = thing.kind as OwnKind & Kind
  const place = fleet.clusters.find(({ name }) => name === use.in)
  const wrong = (field: string, code: string, got: string, want: string, hint: string): readonly Issue[] => [
    issue(app.file, `${at}.${field}`, code, got, want, hint),
  ]
  if (place === undefined) {
    const names = fleet.clusters.map(({ name }) => name)
    return wrong('in', 'use-unknown', show(use.in), 'a cluster of the fleet', suggestion(use.in ?? '', names))
  }
  const [team = '', bare = thing.name] = thing.name.includes('/') ? thing.name.split('/') : ['', thing.name]
  const [final = ''] = finalNames(kind, bare, team, place)
  const owner = ownersIn(place).get(key(kind, final))
  if (owner?.app === undefined || owner.dead === true) {
    const names = [...ownersIn(place).values()].flatMap((one) =>
      one.kind === kind && one.app !== undefined && one.dead !== true
        ? [kind === 'queue' ? one.name : `${one.app.parts.get(place.environment)?.team ?? ''}/${one.name}`]
        : [],
    )
    return wrong(
      kind,
      'use-unknown',
      show(thing.name),
      `a ${kind} that an app needs in ${place.environment}`,
      suggestion(thing.name, names),
    )
  }
  const theirs = owner.app.parts.get(place.environment)
  const { field, given } =
    theirs === undefined || kind === 'table' ? { field: '', given: [] } : wordsOf(theirs, kind, owner.name, use.may)
  const from = users.find((one) => !isTrusted(place, one, fleet.trusts))
  const abroad = users.find(({ account }) => account !== place.account)
  const partition = users.find(({ region }) => partitionOf(region) !== partitionOf(place.region))
  const isTheirs = spec.team !== undefined && theirs?.team !== spec.team
  if (kind === 'table' && isTheirs)
    return wrong(
      kind,
      'use-unaccepted',
      show(thing.name),
      "a table of the app's own team",
      'ask the app that owns it, by a call or a queue',
    )
  return [
    ...(!isTheirs || isAccepted(given, spec.team ?? '', app.name)
      ? []
      : wrong(
          kind,
          'use-unaccepted',
          `the ${kind} ${show(owner.name)} of ${owner.app.name} of the team ${theirs?.team ?? ''}, which has not accepted ${app.name} of the team ${spec.team ?? ''}`,
          `the word of the other side: needs.${kind}.${owner.name}.${field}: ["${spec.team ?? ''}/${app.name}"] in ${owner.app.file}`,
          'ask its owners to add it',
        )),
    ...(partition !== undefined
      ? wrong(
          'in',
          'use-partition',
          `${place.name} for ${partition.name}`,
          'a cluster of the same partition of AWS',
          'take it out: no role is of two partitions',
        )
      : from === undefined
        ? []
        : wrong(
            'in',
            'use-untrusted',
            `${place.name} of the account ${place.account}, for ${from.name} of ${from.account}`,
            `the word of the fleet: trusts: { "${place.account}": ["${from.account}"] } in fleet/fleet.ts`,
            'ask its owners to add it',
          )),
    ...(kind === 'table' && abroad !== undefined
      ? wrong(
          kind,
          'use-key',
          `a table of the account ${place.account}, for ${abroad.name} of ${abroad.account}`,
          "a table of the same account: DynamoDB's own key, which tables have here, opens it to no other",
          'send what it needs to a queue, or write it into a bucket',
        )
      : []),
  ]
}

/** What apps use that is of other places: by the owner's word, and beyond an account's own place by the fleet's. */
export function useIssues(apps: readonly Draft[], fleet: Fleet): readonly Issue[] {
  const found = new Map<string, Owners>()
  const ownersIn = (place: Cluster): Owners => {
    const at = `${place.environment}/${place.account}/${place.region}`
    const known = found.get(at) ?? claims(apps, place.environment, place, fleet).owners
    found.set(at, known)
    return known
  }
  const all = apps.flatMap((app) =>
    [...app.parts].flatMap(([env, spec]) =>
      Object.entries(spec.uses ?? {}).flatMap(([name, use]): readonly Issue[] => {
        const thing = usedThing(use)
        const rights: readonly string[] = thing === undefined ? [] : sharedRights[thing.kind]
        if (thing === undefined || !rights.includes(use.may)) return []
        const users = fleet.clusters.filter(({ environment }) => environment === env)
        const asked: Asked = { app, spec, at: app.place(env, `uses.${name}`), use, thing, users, fleet }
        if (use.in === undefined) return thing.name.includes('/') ? [] : externalIssues(asked)
        return isOwnKind(thing.kind) && (thing.kind === 'queue' || thing.name.includes('/'))
          ? ownIssues(asked, ownersIn)
          : []
      }),
    ),
  )
  return oncePerPlace(all)
}
