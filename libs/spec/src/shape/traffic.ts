import { z } from 'zod'
import { latency } from '@slipway/core'
import { contractFile, hostName, percent, port, span } from './field.ts'

/** SYSTEM.md S0-09 to S0-13. */
export const sticky = z
  .union([
    z.literal('none'),
    z.strictObject({ cookie: span.describe('how long a browser keeps its pod and version, such as "1h"') }),
    z.strictObject({ clientIP: span.describe('how long a caller keeps its pod, such as "60s"') }),
  ])
  .describe('"none", { cookie: "1h" } or { clientIP: "60s" }')

/** Estate rules report unknown names. */
const target = z.string().min(1).describe('the name of an app')

export const call = z
  .union([
    target,
    z.strictObject({
      app: target,
      optional: z.boolean().describe('true when the caller is ready without it; false by default').default(false),
      api: contractFile
        .describe('the contract that it calls by, as the called app names it in "api", such as "openapi.yaml"')
        .optional(),
    }),
    z.strictObject({
      host: hostName,
      port: port.default(443),
      private: z
        .boolean()
        .describe('true for a host at an address of the VPC, such as a database; false by default')
        .default(false),
    }),
  ])
  .describe('the name of an app, { app, optional: true, api: "openapi.yaml" }, or { host: "api.stripe.com" }')
export type Call = z.output<typeof call>

/** How long a request or a call may take where nobody says; of all editions (libs/model/src/defaults.ts). */
export const usualTimeout = { http: '15s', stateful: '15s', function: '10s' } as const

export const slo = z
  .strictObject({
    errors: percent.describe('the share of requests that may fail, such as "1%"'),
    p95: latency(span.describe('the 95th percentile of latency, such as "300ms"')).optional(),
  })
  .describe('what a good version keeps to, such as { errors: "1%", p95: "300ms" }')

export const release = z
  .union([
    z.literal('rolling'),
    z.strictObject({
      canary: z
        .array(z.int().min(1).max(99).describe('a whole percentage from 1 to 99'))
        .min(1)
        .max(10)
        .refine(
          (steps) => steps.every((s, i) => i === 0 || s > (steps[i - 1] ?? 0)),
          'percentages that rise from step to step',
        )
        .describe('rising percentages from 1 to 99, such as [5, 25, 50]'),
      hold: span.describe('how long each step is watched, such as "2m"').default('2m'),
      slo,
    }),
  ])
  .describe('"rolling" or { canary: [5, 25, 50], hold: "2m", slo: { errors: "1%", p95: "300ms" } }')
