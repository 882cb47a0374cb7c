import { z } from 'zod'
import { matching } from '@slipway/core'
import { placeOf } from './needs-writer.ts'

/** Kinds of AWS resources that apps may use outside of their own place, with the rights to each. */
export const sharedRights = {
  bucket: ['read', 'write'],
  table: ['read', 'write'],
  queue: ['send', 'work'],
  topic: ['publish'],
  secret: ['read'],
  role: ['assume'],
} as const
export type SharedKind = keyof typeof sharedRights
export type SharedRight = (typeof sharedRights)[SharedKind][number]

export const sharedKinds = Object.keys(sharedRights) as readonly SharedKind[]
export const allSharedRights = [...new Set(Object.values(sharedRights).flat())] as [SharedRight, ...SharedRight[]]

const accountId = matching(/^\d{12}$/, 'an AWS account of twelve digits')

/**
 * By the account that owns: accounts whose apps may use what apps own there. Its own number is for other places of the
 * same account.
 */
export const trusts = z
  .record(accountId, z.array(accountId).min(1))
  .describe(
    'by account: accounts whose apps may use what apps own there, if its owner accepts it, such as { "444455556666": ["222233334444"] }; nobody by default',
  )

/** The resource part of each kind's ARN, without wildcards. */
const arnPatterns: Readonly<Record<SharedKind, RegExp>> = {
  bucket: /^arn:(aws[a-z-]*):s3:::([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])$/,
  table: /^arn:(aws[a-z-]*):dynamodb:([a-z0-9-]+):(\d{12}):table\/([A-Za-z0-9_.-]{3,255})$/,
  queue: /^arn:(aws[a-z-]*):sqs:([a-z0-9-]+):(\d{12}):([A-Za-z0-9_-]{1,80}(?:\.fifo)?)$/,
  topic: /^arn:(aws[a-z-]*):sns:([a-z0-9-]+):(\d{12}):([A-Za-z0-9_-]{1,256}(?:\.fifo)?)$/,
  secret: /^arn:(aws[a-z-]*):secretsmanager:([a-z0-9-]+):(\d{12}):secret:([A-Za-z0-9/_+=.@-]{1,519})$/,
  role: /^arn:(aws[a-z-]*):iam::(\d{12}):role\/([A-Za-z0-9_+=,.@/-]{1,512})$/,
}

/** The kind of resource that an ARN names; `undefined` if apps cannot use it. */
export const kindOfArn = (arn: string): SharedKind | undefined =>
  sharedKinds.find((kind) => arnPatterns[kind].test(arn))

export const partitionOfArn = (arn: string): string => arn.split(':')[1] ?? ''

const externalResource = z.strictObject({
  arn: matching(
    /^arn:/,
    'the whole ARN, without * or ?, of a bucket, table, queue, topic, secret or role, such as "arn:aws:s3:::partner-lake"',
    (text) => kindOfArn(text) !== undefined,
  ),
  may: z
    .array(z.enum(allSharedRights))
    .min(1)
    .describe('what apps may do with it, such as ["read"]: read, write, send, work, publish or assume'),
  region: matching(/^[a-z]{2}(-[a-z]+)+-\d$/, 'the region of a bucket, such as "eu-west-1"').optional(),
  key: matching(
    /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[a-z0-9-]+$/,
    'the ARN of the key of KMS that it is encrypted with',
  ).optional(),
  accepts: z
    .array(
      matching(/^[a-z0-9-]+\/([a-z0-9-]+|\*)$/, 'an app with its team, "finance/reports", or all of it, "finance/*"'),
    )
    .min(1)
    .describe('the apps that may use it, such as ["finance/reports"]'),
})

export const external = z
  .record(
    matching(/^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$/, 'a name of small letters, digits and dashes, such as "lake"'),
    externalResource,
  )
  .describe(
    "what others own in AWS: { lake: { arn: 'arn:aws:s3:::partner-lake', may: ['read'], accepts: ['finance/reports'] } }",
  )

interface Place {
  readonly account: string
  readonly region: string
  readonly environment: string
}

/** Whether what one place's apps own may be used from another: always its own, another one by the fleet's word. */
export const isTrusted = (
  owner: Place,
  user: Place,
  given: Readonly<Record<string, readonly string[]>> | undefined,
): boolean => placeOf(owner) === placeOf(user) || given?.[owner.account]?.includes(user.account) === true
