import { issue, show, suggestion, type Issue, type Problem } from '@slipway/core'
import { isTrusted, kindOfArn, partitionOf, partitionOfArn, placeOf, type Cluster, type Fleet } from '@slipway/fleet'
import type { Draft } from '../read/app-draft.ts'
import type { SpecPart } from '../shape/app.ts'
import {
  isNamedByPlace,
  isOfOwnPlace,
  isOwnKind,
  isStored,
  usedThing,
  useRights,
  type OwnKind,
  type Use,
  type UsedThing,
} from '../shape/uses.ts'
import { isAccepted } from './accept-rules.ts'
import { claims, finalNames, key, type Kind, type Owners } from './need-owners.ts'
import { oncePerPlace } from './report.ts'

interface Asked {
  readonly app: Draft
  readonly spec: SpecPart
  readonly at: string
  readonly use: Use
  readonly thing: UsedThing
  readonly users: readonly Cluster[]
  readonly fleet: Fleet
}

/** Words of an owner to other teams: the wider one holds for the narrower. */
function wordsOf(owner: SpecPart, kind: Exclude<OwnKind, 'table'>, name: string, may: Use['may']) {
  if (isStored(kind)) return { field: 'writers', given: owner.needs?.[kind]?.[name]?.writers ?? [] }
  if (kind === 'queue') {
    const field = may === 'work' ? 'workers' : 'accepts'
    return { field, given: owner.needs?.queue?.[name]?.[field] ?? [] }
  }
  const { readers = [], writers = [] } = owner.needs?.bucket?.[name] ?? {}
  return may === 'read' ? { field: 'readers', given: [...readers, ...writers] } : { field: 'writers', given: writers }
}

/** The app of the fleet that needs what an ARN names: its own word would be passed over. */
function ownerOf(
  arn: string,
  kind: Kind,
  { clusters }: Fleet,
  ownersIn: (place: Cluster) => Owners,
): Draft | undefined {
  const [, , , region = '', account = '', rest = ''] = arn.split(':')
  const final = rest.slice(rest.indexOf('/') + 1)
  // The name of a bucket has account and region in it.
  const places = clusters.filter((one) => kind === 'bucket' || (one.account === account && one.region === region))
  return places.map((place) => ownersIn(place).get(key(kind, final))?.app).find((owner) => owner !== undefined)
}

const teamIn = (app: Draft | undefined, { environment }: Cluster): string => app?.parts.get(environment)?.team ?? ''

/** For a bucket or table of the fleet that stands there without its team. */
function ownHint(
  kind: UsedThing['kind'],
  name: string,
  users: readonly Cluster[],
  ownersIn: (place: Cluster) => Owners,
): string | undefined {
  if (kind !== 'bucket' && kind !== 'table') return undefined
  const found = users.flatMap((place) =>
    [...ownersIn(place).values()].flatMap((one) =>
      one.kind === kind && one.name === name && one.app !== undefined ? `${teamIn(one.app, place)}/${name}` : [],
    ),
  )
  return found[0] === undefined ? undefined : `of the fleet it is written ${show(found[0])}`
}

function externalIssues(
  { app, spec, at, use, thing, users, fleet }: Asked,
  ownersIn: (place: Cluster) => Owners,
): readonly Issue[] {
  const { kind, name } = thing
  const known = fleet.external ?? {}
  const found = known[name]
  const wrong = (field: string, ...problem: Problem) => issue(app.file, `${at}.${field}`, ...problem)
  if (found === undefined || kindOfArn(found.arn) !== kind)
    return [
      wrong(
        kind,
        'use-unknown',
        show(name),
        `a ${kind} of \`external\` in fleet/fleet.ts`,
        ownHint(kind, name, users, ownersIn) ??
          suggestion(
            name,
            Object.keys(known).filter((one) => kindOfArn(known[one]?.arn ?? '') === kind),
          ),
      ),
    ]
  const owner = isOwnKind(kind) || kind === 'topic' ? ownerOf(found.arn, kind, fleet, ownersIn) : undefined
  if (owner !== undefined)
    return [
      wrong(
        kind,
        'use-owned',
        `${show(name)}, which ${owner.name} needs`,
        'what no app of the fleet needs: its owner gives the word, not `external`',
        'say with `in` in which cluster it is',
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

type Wrong = (field: string, ...problem: Problem) => readonly Issue[]

/** Issues of the place alone, whatever is used there. */
function placeIssues(place: Cluster, users: readonly Cluster[], { trusts }: Fleet, wrong: Wrong): readonly Issue[] {
  const partition = users.find(({ region }) => partitionOf(region) !== partitionOf(place.region))
  if (partition !== undefined)
    return wrong(
      'in',
      'use-partition',
      `${place.name} for ${partition.name}`,
      'a cluster of the same partition of AWS',
      'take it out: no role is of two partitions',
    )
  const from = users.find((one) => !isTrusted(place, one, trusts))
  if (from === undefined) return []
  return wrong(
    'in',
    'use-untrusted',
    `${place.name} of the account ${place.account}, for ${from.name} of ${from.account}`,
    `the word of the fleet: trusts: { "${place.account}": ["${from.account}"] } in fleet/fleet.ts`,
    'ask its owners to add it',
  )
}

function ownIssues(asked: Asked, ownersIn: (place: Cluster) => Owners): readonly Issue[] {
  const { app, at, use, thing, users, fleet } = asked
  if (isOfOwnPlace(thing, use.in))
    return users.flatMap((place) => issuesIn(place, { ...asked, users: [place] }, ownersIn))
  const place = fleet.clusters.find(({ name }) => name === use.in)
  if (place !== undefined) return issuesIn(place, asked, ownersIn)
  const names = fleet.clusters.map(({ name }) => name)
  const hint = suggestion(use.in ?? '', names)
  return [issue(app.file, `${at}.in`, 'use-unknown', show(use.in), 'a cluster of the fleet', hint)]
}

function issuesIn(
  place: Cluster,
  { app, spec, at, thing, users, fleet, use }: Asked,
  ownersIn: (place: Cluster) => Owners,
): readonly Issue[] {
  const kind = thing.kind as OwnKind & Kind
  const wrong: Wrong = (field, code, got, want, hint) => [issue(app.file, `${at}.${field}`, code, got, want, hint)]
  const [team = '', bare = thing.name] = thing.name.includes('/') ? thing.name.split('/') : ['', thing.name]
  const [final = ''] = finalNames(kind, bare, team, place)
  const owner = ownersIn(place).get(key(kind, final))
  // Its address and its user are by these words, where a bucket's are by the final name, which other words can have, too.
  const isMeant = !isStored(kind) || thing.name === `${teamIn(owner?.app, place)}/${owner?.name ?? ''}`
  if (owner?.app === undefined || owner.dead === true || !isMeant) {
    const names = [...ownersIn(place).values()].flatMap((one) =>
      one.kind === kind && one.app !== undefined && one.dead !== true
        ? [kind === 'queue' ? one.name : `${teamIn(one.app, place)}/${one.name}`]
        : [],
    )
    return wrong(
      kind,
      'use-unknown',
      show(thing.name),
      `a ${kind} that an app needs in ${place.environment}`,
      // A database has two final names.
      suggestion(thing.name, [...new Set(names)]),
    )
  }
  const theirs = owner.app.parts.get(place.environment)
  const { field, given } =
    theirs === undefined || kind === 'table' ? { field: '', given: [] } : wordsOf(theirs, kind, owner.name, use.may)
  const abroad = users.find(({ account }) => account !== place.account)
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
    ...placeIssues(place, users, fleet, wrong),
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

/** Rules on resources of other places: the owner has to grant them, and the fleet has to allow other accounts. */
export function useIssues(apps: readonly Draft[], fleet: Fleet): readonly Issue[] {
  const found = new Map<string, Owners>()
  const ownersIn = (place: Cluster): Owners => {
    const at = placeOf(place)
    const known = found.get(at) ?? claims(apps, place.environment, place, fleet).owners
    found.set(at, known)
    return known
  }
  const all = apps.flatMap((app) =>
    [...app.parts].flatMap(([env, spec]) =>
      Object.entries(spec.uses ?? {}).flatMap(([name, use]): readonly Issue[] => {
        const thing = usedThing(use)
        const rights: readonly string[] = thing === undefined ? [] : useRights[thing.kind]
        // use-rules.ts reports these.
        if (thing === undefined || !rights.includes(use.may) || !isNamedByPlace(thing, use.in)) return []
        if (isStored(thing.kind) && use.in !== undefined) return []
        const users = fleet.clusters.filter(({ environment }) => environment === env)
        const asked: Asked = { app, spec, at: app.place(env, `uses.${name}`), use, thing, users, fleet }
        if (use.in === undefined && !isOfOwnPlace(thing, use.in)) return externalIssues(asked, ownersIn)
        return isOwnKind(thing.kind) ? ownIssues(asked, ownersIn) : []
      }),
    ),
  )
  return oncePerPlace(all)
}
