import { z } from 'zod'
import { matching } from '@slipway/core'
import { days, label, memory, otherApps, span } from './field.ts'
import { cacheNodes, databaseClasses } from './machines.ts'
import { bytes, seconds } from './units.ts'

const gibi = 2 ** 30
const isWholeGibi = (text: string): boolean => bytes(text) % gibi === 0

const attributeName = matching(/^[A-Za-z_][A-Za-z0-9_.-]{0,99}$/, 'the name of an attribute, such as "id"')
const keyAttribute = z
  .union([
    attributeName,
    z.strictObject({
      name: attributeName,
      type: z.enum(['string', 'number', 'binary']).describe('"string", "number" or "binary"'),
    }),
  ])
  .describe('an attribute such as "id", which holds texts, or { name: "at", type: "number" }')
export type KeyAttribute = z.output<typeof keyAttribute>

/** Needs of one kind in one app: a stack has at most 500 resources. */
const most = 100

const bucket = z.strictObject({
  versions: z
    .boolean()
    .describe('false where an object that is overwritten or deleted is gone at once; true by default, for 30 days')
    .optional(),
  expire: days.describe('how long objects are kept, such as "30d"; for good by default').optional(),
  size: memory
    .describe('what it may hold before somebody is told, such as "500Gi"; nobody is told by default')
    .optional(),
  readers: otherApps('read it'),
  writers: otherApps('write it'),
})
export type BucketNeed = z.output<typeof bucket>

const table = z.strictObject({
  key: keyAttribute,
  sort: keyAttribute.optional(),
  expires: attributeName
    .describe('the attribute with the second (since 1970) at which an item may go, such as "expires"')
    .optional(),
})
export type TableNeed = z.output<typeof table>

/** The defaults of a queue. */
export const queueKeep = '14d'
export const queueLate = '10m'

const queue = z.strictObject({
  work: span
    .refine((t) => /^\d+[smh]$/.test(t) && seconds(t) <= 43_200)
    .describe(
      'how long a message may be worked on before another worker gets it, such as "2m", at most "12h"; "30s" by default',
    )
    .optional(),
  attempts: z
    .int()
    .min(1)
    .max(1000)
    .describe('how often a message is tried before it is put aside, 1 to 1000; 5 by default')
    .optional(),
  keep: days
    .refine((t) => Number.parseInt(t) <= 14)
    .describe(`how long a message may wait before it is lost, such as "4d", at most "14d"; "${queueKeep}" by default`)
    .optional(),
  late: span
    .describe(`how long a message may wait before somebody is told, such as "5m"; "${queueLate}" by default`)
    .optional(),
  from: z.array(label).min(1).max(most).describe('topics whose messages it gets, such as ["order-placed"]').optional(),
  accepts: otherApps('send to it'),
  workers: otherApps('work on it, and so take its messages away'),
})
export type QueueNeed = z.output<typeof queue>

/** An app that signs in to a store signs in as its user, who may do everything in it. */
const guests = otherApps('sign in to it, as the user that its own team signs in as')

const topic = z.strictObject({ accepts: otherApps('have its messages in a queue of theirs') })

/**
 * Versions that AWS supports by itself:
 * https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html
 */
const databaseEngines = ['postgres-15', 'postgres-16', 'postgres-17', 'postgres-18', 'mysql-8.4'] as const
/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/engine-versions.html */
const cacheEngines = ['valkey-7.2', 'valkey-8.0', 'valkey-8.1'] as const

/** The smallest disk of a database, which is also what it has by default. */
export const databaseDisk = '20Gi'

const database = z.strictObject({
  engine: z
    .enum(databaseEngines)
    .describe(`the engine with its version: ${databaseEngines.map((one) => `"${one}"`).join(', ')}`),
  class: z
    .enum(databaseClasses)
    .describe(
      'the machine, such as "db.t4g.medium" or "db.r7g.large"; "db.t4g.medium" by default: db.t4g, db.m7g or db.r7g',
    )
    .optional(),
  storage: memory
    .refine((t) => isWholeGibi(t) && bytes(t) >= bytes(databaseDisk))
    .describe(`its disk in whole Gi, such as "100Gi", at least "${databaseDisk}", which is the default`)
    .optional(),
  grows: memory
    .refine((t) => isWholeGibi(t))
    .describe('up to what its disk grows by itself when it is nearly full, such as "500Gi"; it does not by default')
    .optional(),
  standby: z
    .boolean()
    .describe('whether a second machine in another zone takes over; true in the last environment by default')
    .optional(),
  backups: days
    .refine((t) => Number.parseInt(t) <= 35)
    .describe('for how long it can be restored to any second, such as "7d", at most "35d"; "14d" by default')
    .optional(),
  writers: guests,
})
export type DatabaseNeed = z.output<typeof database>

const cache = z.strictObject({
  engine: z
    .enum(cacheEngines)
    .describe(`the engine with its version: ${cacheEngines.map((one) => `"${one}"`).join(', ')}`),
  node: z
    .enum(cacheNodes)
    .describe(
      'the machine, such as "cache.t4g.small" or "cache.r7g.large"; "cache.t4g.small" by default: cache.t4g, cache.m7g or cache.r7g',
    )
    .optional(),
  replicas: z
    .int()
    .min(0)
    .max(5)
    .describe('copies in other zones, one of which takes over, 0 to 5; 1 in the last environment and else 0 by default')
    .optional(),
  full: z
    .enum(['evict', 'refuse'])
    .describe('what a full one does: "evict" what was not read for long, which is the default, or "refuse" writes')
    .optional(),
  writers: guests,
})
export type CacheNeed = z.output<typeof cache>

/** By name; `{}` where nothing is to be said of it. */
const named = <T extends z.ZodType>(settings: T, what: string) =>
  z
    .record(label, settings)
    .refine((all) => Object.keys(all).length <= most)
    .describe(`${what}; at most ${most}`)
    .optional()

const described =
  'what it needs of AWS and owns there, such as { bucket: { uploads: {} } }: made as stacks in aws/, never deleted'

const resources = z.strictObject({
  bucket: named(
    bucket,
    'buckets of S3 by name, such as { uploads: { expire: "30d" } }; their names are in <NAME>_BUCKET',
  ),
  table: named(table, 'tables of DynamoDB by name, such as { carts: { key: "id" } }; their names are in <NAME>_TABLE'),
  queue: named(
    queue,
    'queues of SQS by name, such as { orders: { work: "2m" } }, which the app works on unless it only sends to them; addresses in <NAME>_QUEUE_URL',
  ),
  topic: named(
    topic,
    'topics of SNS by name that it publishes to, such as { "order-placed": {} }; their ARNs are in <NAME>_TOPIC_ARN',
  ),
  database: named(
    database,
    'databases of RDS by name, such as { ledger: { engine: "postgres-17" } }; in <NAME>_DATABASE_HOST, _PORT, _NAME and _USER',
  ),
  cache: named(
    cache,
    'caches of ElastiCache by name, such as { sessions: { engine: "valkey-8.0" } }; in <NAME>_CACHE_HOST, _PORT, _NAME and _USER',
  ),
})

/** The resources in AWS that an app owns and may use. */
export const needs = resources.describe(described).optional()
export type Needs = NonNullable<z.output<typeof needs>>
/** Needs that are reached by an address of the VPC and a port, and that an app signs in to. */
export const storedNeeds = ['database', 'cache'] as const
export type StoredNeed = (typeof storedNeeds)[number]
/** Without databases and caches: their security groups let in the pods of the cluster, and a function is none. */
export const functionNeeds: z.ZodOptional<z.ZodType<Needs>> = resources
  .omit({ database: true, cache: true })
  .describe(described)
  .optional()
