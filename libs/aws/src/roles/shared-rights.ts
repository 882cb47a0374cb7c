import {
  awsDomain,
  isTrusted,
  kindOfArn,
  partitionOf,
  partitionOfArn,
  placeOf,
  type AwsPlace,
  type Cluster,
  type Fleet,
  type SharedKind,
  type SharedRight,
} from '@slipway/fleet'
import { compareBy } from '@slipway/core'
import type { UsedThing } from '@slipway/model'
import { allow, type Statement } from '../iam/policy.ts'
import { arn, type Value } from '../model/value.ts'
import { actions, arnOf } from './app-rights.ts'

const readTable = ['BatchGetItem', 'ConditionCheckItem', 'DescribeTable', 'GetItem', 'Query', 'Scan'].map(
  (one) => `dynamodb:${one}`,
)

interface Grant {
  /** Letters and digits: the end of a statement's id. */
  readonly sid: string
  readonly actions: readonly string[]
  /** The suffix of the thing's ARN. */
  readonly below?: '/*'
}

/** The statements of each right: one for the thing and one for its members. */
const grantsOf: Readonly<Record<SharedKind, Partial<Record<SharedRight, readonly Grant[]>>>> = {
  bucket: {
    read: [
      { sid: 'ListBuckets', actions: ['s3:GetBucketLocation', 's3:ListBucket'] },
      { sid: 'ReadObjects', actions: ['s3:GetObject'], below: '/*' },
    ],
    write: [
      { sid: 'ListBucketsToWrite', actions: actions.bucket },
      { sid: 'WriteObjects', actions: actions.objects, below: '/*' },
    ],
  },
  table: {
    read: [{ sid: 'ReadTables', actions: readTable }],
    write: [{ sid: 'WriteTables', actions: actions.table }],
  },
  queue: {
    send: [{ sid: 'Send', actions: actions.send }],
    work: [{ sid: 'Work', actions: actions.work }],
  },
  topic: { publish: [{ sid: 'Publish', actions: actions.publish }] },
  secret: {
    read: [{ sid: 'ReadSecrets', actions: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'] }],
  },
  // EKS gives the session tags, and all of them go on to the next role:
  // docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html
  role: { assume: [{ sid: 'Assume', actions: ['sts:AssumeRole', 'sts:TagSession'] }] },
}

/** An ARN of a resource of the own partition. */
const ownArn = (whole: string, end = '') => arn(`${whole.split(':').slice(2).join(':')}${end}`)

/** Grants of used resources, one for each kind and right with all of its resources. */
export const byGrant = <T extends Pick<UsedThing, 'kind' | 'may'>>(
  used: readonly T[],
): readonly (Grant & { readonly things: readonly T[] })[] =>
  [...Map.groupBy(used, ({ kind, may }) => `${kind} ${may}`)]
    .sort(compareBy(([name]) => name))
    .flatMap(([, things]) => {
      const [first] = things
      const grants = first === undefined ? [] : (grantsOf[first.kind][first.may] ?? [])
      return grants.map((grant) => ({ ...grant, things }))
    })

/** Who sends, publishes and writes asks KMS for a key of data; who reads only has it opened. */
const keyActions = (may: SharedRight): readonly string[] =>
  may === 'read' || may === 'work' ? ['kms:Decrypt'] : ['kms:Decrypt', 'kms:GenerateDataKey']

const services: Readonly<Record<SharedKind, string>> = {
  bucket: 's3',
  table: 'dynamodb',
  queue: 'sqs',
  topic: 'sns',
  secret: 'secretsmanager',
  role: 'sts',
}

type Borrowed = Pick<UsedThing, 'kind' | 'may' | 'arn' | 'key'>

/** By the service alone that has the thing, in the key's region. */
function keyStatements(things: readonly Borrowed[]): readonly Statement[] {
  const keyed = things.flatMap(({ kind, may, key }) => (key === null ? [] : [{ kind, may, key }]))
  const groups = Map.groupBy(keyed, ({ kind, may, key }) => `${kind} ${may} ${key.split(':')[3] ?? ''}`)
  return [...groups.values()].flatMap((group, i) => {
    const [first] = group
    if (first === undefined) return []
    const region = first.key.split(':')[3] ?? ''
    return [
      allow(
        `BorrowedKeys${i === 0 ? '' : String(i)}`,
        keyActions(first.may),
        [...new Set(group.map(({ key }) => key))].sort().map((key) => ownArn(key)),
        { StringEquals: { 'kms:ViaService': `${services[first.kind]}.${region}.${awsDomain(region)}` } },
      ),
    ]
  })
}

/** An app's rights to resources of other owners: the statements of its own role. */
export const sharedRights = (used: readonly Borrowed[]): readonly Statement[] => [
  ...byGrant(used).map(({ sid, actions: may, below, things }) => {
    const arns = [...new Set(things.map((one) => one.arn))].sort()
    return allow(
      `Borrowed${sid}`,
      may,
      arns.map((one) => ownArn(one, below)),
    )
  }),
  ...keyStatements(used),
]

export type Sharing = Pick<Fleet, 'clusters' | 'trusts' | 'external'>

/** Places beyond a cluster's own whose things its apps may use, by the fleet's word. */
const trustedBy = (cluster: Cluster, { clusters, trusts }: Sharing): readonly AwsPlace[] => [
  ...new Map(
    clusters
      .filter((one) => placeOf(one) !== placeOf(cluster) && isTrusted(one, cluster, trusts))
      .map((one): [string, AwsPlace] => [placeOf(one), one]),
  ).values(),
]

/** The most that apps of a cluster may do beyond their own place: any name there, and what `external` names. */
export function mostShared(cluster: Cluster, sharing: Sharing): readonly Statement[] {
  const places = trustedBy(cluster, sharing)
  const each = (of: (place: AwsPlace) => Value): readonly Value[] => places.map(of)
  const own: readonly Statement[] =
    places.length === 0
      ? []
      : [
          allow(
            'TrustedQueues',
            [...new Set([...actions.send, ...actions.work])].sort(),
            each((place) => arnOf.queue('*', place)),
          ),
          allow(
            'TrustedBuckets',
            actions.bucket,
            each((place) => arnOf.bucket('*', '*', place)),
          ),
          allow(
            'TrustedObjects',
            actions.objects,
            each((place) => arnOf.objects('*', '*', place)),
          ),
          // DynamoDB's own key opens a table to no other account.
          ...(places.some(({ account }) => account === cluster.account)
            ? [
                allow(
                  'TrustedTables',
                  actions.table,
                  places
                    .filter(({ account }) => account === cluster.account)
                    .map((place) => arnOf.table('*', '*', place)),
                ),
              ]
            : []),
        ]
  const external = Object.values(sharing.external ?? {}).flatMap(({ arn: whole, may, key }) => {
    const kind = kindOfArn(whole)
    return kind === undefined || partitionOfArn(whole) !== partitionOf(cluster.region)
      ? []
      : may.map((right): Borrowed => ({ kind, may: right, arn: whole, key: key ?? null }))
  })
  return [...own, ...sharedRights(external)]
}
