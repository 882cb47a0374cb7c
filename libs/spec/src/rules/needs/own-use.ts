import { issue, show, suggestion, type Issue, type Problem } from '@slipway/core'
import { isTrusted, partitionOf, type Cluster, type Fleet } from '@slipway/fleet'
import type { SpecPart } from '../../shape/app.ts'
import { isOfOwnPlace, isStored, type OwnKind, type Use } from '../../shape/uses.ts'
import { isAccepted } from '../accept-rules.ts'
import { teamIn, type AskedUse } from './asked-use.ts'
import { finalNames, key, type Kind } from './need-owners.ts'

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

/** Rules on resources that another app of the fleet owns. */
export function ownUseIssues(asked: AskedUse): readonly Issue[] {
  const { app, at, use, thing, users, fleet } = asked
  if (isOfOwnPlace(thing, use.in)) return users.flatMap((place) => issuesIn(place, { ...asked, users: [place] }))
  const place = fleet.clusters.find(({ name }) => name === use.in)
  if (place !== undefined) return issuesIn(place, asked)
  const names = fleet.clusters.map(({ name }) => name)
  const hint = suggestion(use.in ?? '', names)
  return [issue(app.file, `${at}.in`, 'use-unknown', show(use.in), 'a cluster of the fleet', hint)]
}

function issuesIn(place: Cluster, { app, spec, at, thing, users, fleet, use, ownersIn }: AskedUse): readonly Issue[] {
  const kind = thing.kind as OwnKind & Kind
  const wrong: Wrong = (field, code, got, want, hint) => [issue(app.file, `${at}.${field}`, code, got, want, hint)]
  const [team = '', bare = thing.name] = thing.name.includes('/') ? thing.name.split('/') : ['', thing.name]
  const [final = ''] = finalNames(kind, bare, team, place)
  const owner = ownersIn(place).get(key(kind, final))
  // Its address and its user are by these words, where a bucket's are by the final name, which other words can have,
  // too.
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
          `the ${kind} ${show(owner.name)} of ${owner.app.name} of the team ${theirs?.team ?? ''}, ` +
            `which has not accepted ${app.name} of the team ${spec.team ?? ''}`,
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
