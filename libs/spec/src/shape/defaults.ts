import { z } from 'zod'
import { shapes, type Kind, type PodKind } from './app.ts'
import { health } from './health.ts'
import { common } from './pod.ts'

export const defaultsFile = 'fleet/defaults.ts'

const { drain, disk, user, architectures, advice, env, placement, profile } = common
const { metrics, timeout, retries, scale, release } = shapes.http
const { retention, readyFor } = shapes.stateful
const { zone, deadline, overlap, attempts } = shapes.cron

/** Figures and choices that an app may leave out without becoming another app: never what it is, holds or talks to. */
const pods = { drain, disk, user, architectures, advice, env }
const asked = {
  health: health
    .pick({ start: true, delay: true, period: true, timeout: true, failures: true })
    .describe('how questions are asked, such as { delay: "5s" }')
    .optional(),
  metrics,
}
const scheduled = { zone, deadline, overlap, attempts }
const machines = { placement, profile }

const kindFields = {
  http: { ...pods, ...asked, ...machines, timeout, retries, scale, release },
  worker: { ...pods, ...asked, ...machines, scale: shapes.worker.scale },
  cron: { ...pods, ...machines, ...scheduled },
  stateful: { ...pods, ...asked, timeout, retention, readyFor },
  daemon: { ...pods, ...asked },
} as const satisfies Readonly<Record<PodKind, object>>

const ofKind = <S extends z.ZodRawShape>(kind: Kind, fields: S) =>
  z.strictObject(fields).describe(`for apps of kind ${kind}`).optional()

/** Fields with one meaning in every kind stand above `kinds`. */
const layer = {
  ...pods,
  ...asked,
  ...scheduled,
  timeout,
  retries,
  kinds: z
    .strictObject({
      http: ofKind('http', kindFields.http),
      worker: ofKind('worker', kindFields.worker),
      cron: ofKind('cron', kindFields.cron),
      stateful: ofKind('stateful', kindFields.stateful),
      daemon: ofKind('daemon', kindFields.daemon),
    })
    .describe('what differs for a kind of app, such as { cron: { attempts: 2 } }')
    .optional(),
}

/** `fleet/defaults.ts`: defaults of the fleet, which go before the edition's own (libs/model/src/defaults.ts). */
export const defaultsData = z.strictObject({
  ...layer,
  in: z
    .record(z.string(), z.strictObject(layer).describe('what differs there, such as { drain: "60s" }'))
    .describe('what differs in an environment, such as { prod: { drain: "60s" } }')
    .optional(),
})
export type DefaultsData = z.output<typeof defaultsData>
type DefaultsInput = z.input<typeof defaultsData>

/** Only types its argument, so that `fleet/defaults.ts` stays plain data. */
export const defineDefaults = (data: DefaultsInput): DefaultsInput => data

/** The fields that a kind takes a default of. Empty for a function: defaults of the fleet are about pods. */
export const defaultFields = (kind: Kind): readonly string[] =>
  kind === 'function' ? [] : Object.keys(kindFields[kind])
