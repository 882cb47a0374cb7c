import { issue, show, suggestion, type Issue, type Problem } from '@slipway/core'
import { kindOfArn, partitionOf, partitionOfArn, type Cluster, type Fleet } from '@slipway/fleet'
import type { Draft } from '../../read/app-draft.ts'
import { isOwnKind, type UsedThing } from '../../shape/uses.ts'
import { isAccepted } from '../accept-rules.ts'
import { teamIn, type AskedUse } from './asked-use.ts'
import { key, type Kind, type Owners } from './need-owners.ts'

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

/** Rules on resources that no app of the fleet owns: `external` of the fleet has them, with its word. */
export function externalUseIssues({ app, spec, at, use, thing, users, fleet, ownersIn }: AskedUse): readonly Issue[] {
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
