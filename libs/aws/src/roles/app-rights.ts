import {
  awsArn,
  bucketName,
  cacheName,
  databaseUser,
  queueName,
  tableName,
  topicName,
  type AwsPlace,
} from '@slipway/fleet'
import { usedStores, type StoredNeed } from '@slipway/spec'
import type { AwsUse } from '../aws-app.ts'
import { allow, type Statement } from '../iam/policy.ts'
import { arn } from '../model/value.ts'

/**
 * Of the services whose resources apps use, all that a program does with one that is there; nothing that makes, opens
 * or deletes it.
 */
export const actions = {
  send: ['sqs:GetQueueUrl', 'sqs:SendMessage'],
  work: [
    'sqs:ChangeMessageVisibility',
    'sqs:DeleteMessage',
    'sqs:GetQueueAttributes',
    'sqs:GetQueueUrl',
    'sqs:ReceiveMessage',
  ],
  publish: ['sns:Publish'],
  bucket: ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'],
  objects: [
    's3:AbortMultipartUpload',
    's3:DeleteObject',
    's3:GetObject',
    's3:ListMultipartUploadParts',
    's3:PutObject',
  ],
  table: [
    'dynamodb:BatchGetItem',
    'dynamodb:BatchWriteItem',
    'dynamodb:ConditionCheckItem',
    'dynamodb:DeleteItem',
    'dynamodb:DescribeTable',
    'dynamodb:GetItem',
    'dynamodb:PutItem',
    'dynamodb:Query',
    'dynamodb:Scan',
    'dynamodb:UpdateItem',
  ],
  database: ['rds-db:connect'],
  cache: ['elasticache:Connect'],
} as const satisfies Readonly<Record<string, readonly string[]>>

/** ARNs of resources of one environment, by name; `*` in a name is a wildcard. */
export const arnOf = {
  queue: (name: string, place: AwsPlace) => arn(`sqs:${place.region}:${place.account}:${queueName(name, place)}`),
  topic: (name: string, place: AwsPlace) => arn(`sns:${place.region}:${place.account}:${topicName(name, place)}`),
  bucket: (name: string, team: string, place: AwsPlace) => arn(`s3:::${bucketName(name, team, place)}`),
  objects: (name: string, team: string, place: AwsPlace) => arn(`s3:::${bucketName(name, team, place)}/*`),
  table: (name: string, team: string, place: AwsPlace) =>
    arn(`dynamodb:${place.region}:${place.account}:table/${tableName(name, team, place)}`),
  /** Any instance that has the user: AWS chooses an instance's id, and no other app's instance has that user. */
  databaseUser: (name: string, team: string, place: AwsPlace) =>
    arn(`rds-db:${place.region}:${place.account}:dbuser:*/${databaseUser(name, team, place)}`),
  cache: (name: string, team: string, place: AwsPlace) =>
    arn(`elasticache:${place.region}:${place.account}:replicationgroup:${cacheName(name, team, place)}`),
  cacheUser: (name: string, team: string, place: AwsPlace) =>
    arn(`elasticache:${place.region}:${place.account}:user:${cacheName(name, team, place)}`),
} as const

/** An ARN in a place, with its partition. */
export const wholeArn = ({ $arn }: { readonly $arn: string }, place: Pick<AwsPlace, 'region'>): string =>
  awsArn(place, $arn)

/** Exactly what a spec uses in one environment, account and region; empty for an app that uses nothing of AWS. */
export function appRights(
  { team, sends, works, needs, borrows }: Omit<AwsUse, 'borrows' | 'snapshots'> & Partial<Pick<AwsUse, 'borrows'>>,
  place: AwsPlace,
): readonly Statement[] {
  const names = (kind: keyof AwsUse['needs']): readonly string[] => Object.keys(needs[kind] ?? {}).sort()
  const on = (
    sid: string,
    may: readonly string[],
    all: readonly string[],
    of: (name: string, team: string, place: AwsPlace) => { readonly $arn: string },
  ) =>
    all.length === 0
      ? []
      : [
          allow(
            sid,
            may,
            all.map((name) => of(name, team, place)),
          ),
        ]
  const queue = (name: string) => arnOf.queue(name, place)
  // Its own, and those of others that it uses: it signs in to either as the one user that there is.
  const stores = (kind: StoredNeed): readonly string[] => {
    const used = usedStores(borrows).filter((one) => one.kind === kind)
    const own = names(kind).map((name) => `${team}/${name}`)
    return [...new Set([...own, ...used.map((one) => `${one.team}/${one.name}`).sort()])]
  }
  const whose =
    (of: (name: string, team: string, place: AwsPlace) => { readonly $arn: string }) =>
    (store: string): { readonly $arn: string } => {
      const [owner = '', name = ''] = store.split('/')
      return of(name, owner, place)
    }
  return [
    ...on('SendMessages', actions.send, sends, queue),
    ...on('WorkOnMessages', actions.work, works, queue),
    ...on('Publish', actions.publish, names('topic'), (name) => arnOf.topic(name, place)),
    ...on('ListBuckets', actions.bucket, names('bucket'), arnOf.bucket),
    ...on('UseObjects', actions.objects, names('bucket'), arnOf.objects),
    ...on('UseTables', actions.table, names('table'), arnOf.table),
    ...on('SignInToDatabases', actions.database, stores('database'), whose(arnOf.databaseUser)),
    ...on('SignInToCaches', actions.cache, stores('cache'), whose(arnOf.cache)),
    ...on('SignInAsUsers', actions.cache, stores('cache'), whose(arnOf.cacheUser)),
  ]
}
