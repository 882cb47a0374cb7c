import { matching } from '@slipway/core'
import { mapValues, memoized } from '@slipway/kube'
import { z } from 'zod'
import { expose } from './expose.ts'
import { contractFile, httpPath, label, port, portName, span } from './field.ts'
import { functionShape } from './function.ts'
import { health } from './health.ts'
import { migrate } from './migrate.ts'
import { common } from './pod.ts'
import { fixedScale, scale } from './scale.ts'
import { state } from './state.ts'
import { call, release, slo, sticky, usualTimeout } from './traffic.ts'

const calls = z.array(call).describe('the apps and outside hosts that it calls').optional()
const speaks = <P extends readonly [string, ...string[]]>(...protocols: P) =>
  z
    .enum(protocols)
    .describe(`what it speaks on its port: ${protocols.map((p) => `"${p}"`).join(', ')}; "http" by default`)
    .optional()
const metrics = z
  .union([
    z.literal(false),
    z.strictObject({
      port: portName.describe('the name of one of the ports; "main" by default').optional(),
      path: httpPath.describe('the path, such as "/stats"; "/metrics" by default').optional(),
    }),
  ])
  .describe(
    'where Prometheus reads, such as { port: "admin", path: "/stats" }, or false; "/metrics" of the main port by default',
  )
  .optional()
const apart = z
  .literal('host')
  .describe(
    '"host" where two of its pods may never share a machine, so that each needs one of its own; by default that is a wish',
  )
  .optional()
const spread = z
  .enum(['zones', 'hosts', 'packed'])
  .describe(
    'how its pods wish to be placed: over "zones", over zones and "hosts", or "packed" onto few machines; "zones" by default, and "hosts" where that costs no machines',
  )
  .optional()
const served = {
  port,
  health,
  metrics,
  calls,
  balance: z
    .enum(['least-requests', 'round-robin'])
    .describe(
      'which pod gets the next request: "least-requests", the less busy of two, or "round-robin", in turn; "least-requests" by default',
    )
    .optional(),
  timeout: span
    .describe(
      `the longest that a request may take, a stream of the server included, such as "5s"; "${usualTimeout.http}" by default`,
    )
    .optional(),
  accepts: z
    .array(
      matching(
        /^[a-z][-a-z0-9]*\/([a-z][-a-z0-9]*|\*)$/,
        'an app with its team, such as "shop/orders"; "shop/*" for all of it',
      ),
    )
    .describe('apps of other teams that may call it, such as ["shop/orders"]')
    .optional(),
  api: contractFile
    .describe(
      'its contract, a file in the app\'s folder, such as "openapi.yaml" or "api/orders.proto"; a review names what a change breaks',
    )
    .optional(),
  slo: slo
    .describe(
      'what it keeps to, such as { errors: "1%", p95: "300ms" }: alerts go by it, with any kind of release; that of a canary by default',
    )
    .optional(),
}

const http = {
  ...common,
  ...served,
  protocol: speaks('http', 'http2', 'grpc'),
  scale: scale.optional(),
  retries: z.int().min(0).max(5).describe('how often a failed request is tried again, 0 to 5').optional(),
  migrate,
  apart,
  spread,
  expose: expose.optional(),
  sticky: sticky.optional(),
  release: release.optional(),
} as const
/** Nobody has to reach it: a consumer may listen nowhere. */
const listens = port.optional()

const worker = {
  ...common,
  port: listens,
  health,
  metrics,
  calls,
  scale: scale.optional(),
  migrate,
  apart,
  spread,
  queue: label.describe('the queue that it works on').optional(),
} as const
const cron = {
  ...common,
  calls,
  migrate,
  schedule: z.string().describe('a cron expression of five fields, such as "0 3 * * *"'),
  zone: z.string().describe('a time zone such as "Europe/Berlin"; UTC by default').optional(),
  deadline: span.describe('the longest that a run may take, such as "30m"').optional(),
  overlap: z
    .enum(['forbid', 'replace', 'allow'])
    .describe('what happens when the last run has not ended: "forbid", "replace" or "allow"')
    .optional(),
  attempts: z.int().min(1).max(10).describe('how often a run is tried, 1 to 10').optional(),
} as const
const stateful = {
  ...common,
  ...served,
  // Apps that may run once only, such as a scheduler, often have no callers.
  port: listens,
  protocol: speaks('http', 'http2', 'grpc', 'tls', 'tcp'),
  scale: fixedScale.optional(),
  apart,
  spread,
  ...state,
} as const
const daemon = { ...common, port: listens, health, metrics, calls } as const

export const shapes = { http, worker, cron, stateful, daemon, function: functionShape } as const
export type Kind = keyof typeof shapes
export const kinds = Object.keys(shapes) as readonly Kind[]

/** Every field optional at every depth, for overrides. */
function partial(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return partial(schema.unwrap() as z.ZodType)
  if (schema instanceof z.ZodUnion)
    return described(schema, z.union(schema.options.map((o) => partial(o as z.ZodType)) as [z.ZodType, z.ZodType]))
  if (!(schema instanceof z.ZodObject)) return schema
  return described(schema, z.strictObject(partialShape(schema.shape as Record<string, z.ZodType>)))
}

const described = (from: z.ZodType, to: z.ZodType): z.ZodType =>
  from.description === undefined ? to : to.describe(from.description)

/** Most fields are those of several kinds. */
const optionalPartial = memoized((field: z.ZodType) => partial(field).optional())

function partialShape(shape: Readonly<Record<string, z.ZodType>>): Record<string, z.ZodType> {
  return mapValues(shape, optionalPartial)
}

const fixed = (field: string) =>
  z.never().describe(`no ${field}: it is the same in every environment, and is written above`).optional()
/** An app with another team or edition would be another app. */
const same = {
  kind: fixed('kind'),
  team: fixed('team'),
  edition: z
    .never()
    .describe('no edition: `npx slipway edition --to 2 --in NAME` moves an app in one environment or cluster')
    .optional(),
} as const

export function overrideOf(kind: Kind) {
  return z
    .strictObject({ ...partialShape(shapes[kind]), ...same })
    .describe('the fields that differ there, such as { scale: 1 }')
}

function withOverrides<K extends Kind>(kind: K) {
  return z.strictObject({
    kind: z.literal(kind),
    ...shapes[kind],
    in: z
      .record(
        z.string(),
        // Made for kinds that an app has.
        z.lazy(() => overrideOf(kind)),
      )
      .describe('what differs in an environment, such as { dev: { scale: 1 } }')
      .optional(),
  })
}

export const appSpec = z
  .discriminatedUnion('kind', [
    withOverrides('http'),
    withOverrides('worker'),
    withOverrides('cron'),
    withOverrides('stateful'),
    withOverrides('daemon'),
    withOverrides('function'),
  ])
  .describe('one app as data: { kind: "http", team: "...", ... }')

type Complete<Shape> = { [K in Kind]: { kind: K } & Shape[K & keyof Shape] }[Kind]
/** For one environment, overrides merged in. */
export type MergedSpec = Complete<{ [K in Kind]: z.output<z.ZodObject<(typeof shapes)[K], z.core.$strict>> }>
/** Kinds that run as pods of a cluster. */
export type PodKind = Exclude<Kind, 'function'>
export type PodSpec = Exclude<MergedSpec, { kind: 'function' }>
export type SpecOf<K extends Kind> = Extract<MergedSpec, { kind: K }>
/** Rules run on these even when other fields are wrong. */
export type PartOf<K extends Kind> = { [L in K]: { kind: L } & Partial<Omit<SpecOf<L>, 'kind'>> }[K]
export type SpecPart = PartOf<Kind>
export type PodPart = PartOf<PodKind>

type DeepPartial<T> = T extends readonly unknown[] ? T : T extends object ? { [K in keyof T]?: DeepPartial<T[K]> } : T
type WithOverrides<T> = T extends { kind: string }
  ? T & { in?: Record<string, DeepPartial<Omit<T, 'kind' | 'team' | 'edition'>>> }
  : never
export type AppSpec = WithOverrides<Complete<{ [K in Kind]: z.input<z.ZodObject<(typeof shapes)[K], z.core.$strict>> }>>

/** Only types its argument, so that `app.ts` stays plain data. */
export const defineApp = (spec: AppSpec): AppSpec => spec
