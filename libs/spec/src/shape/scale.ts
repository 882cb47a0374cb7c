import { z } from 'zod'
import { latency, matching } from '@slipway/core'
import { memory, percent, span } from './field.ts'

const perPod = z.number().positive()
const utilisation = z.int().min(1).max(100)

/** SYSTEM.md S0-21 to S0-29. `cpu` and `memory` alone make an HPA, any other a ScaledObject. */
const signals = z
  .strictObject({
    cpu: utilisation.describe('percent of the requested cpu, 1 to 100').optional(),
    memory: utilisation.describe('percent of the requested memory, 1 to 100').optional(),
    requestsPerSecond: perPod.describe('requests per second that one pod should serve, a number').optional(),
    p95: latency(span.describe('the 95th percentile of latency to stay under, such as "300ms"')).optional(),
    errors: percent.describe('the share of failed requests to stay under, such as "1%"').optional(),
    threads: z.int().positive().describe('threads that one pod should have, a whole number').optional(),
    heap: memory.describe('heap that one pod should use, such as "200Mi"').optional(),
    diskIops: perPod.describe('disk operations per second that one pod should do, a number').optional(),
    network: memory
      .describe('network traffic per second, in and out, that one pod should carry, such as "5Mi"')
      .optional(),
    queue: z.int().positive().describe('messages that may wait for each worker, a whole number').optional(),
    times: z
      .array(
        z.strictObject({
          from: z.string().describe('when it begins, as a cron expression such as "0 7 * * 1-5"'),
          to: z.string().describe('when it ends, as a cron expression such as "0 19 * * 1-5"'),
          zone: z.string().describe('a time zone such as "Europe/Berlin"'),
          pods: z.int().positive().describe('pods to have in that time, a whole number'),
        }),
      )
      .describe('a list of times of day with the pods to have')
      .optional(),
    queries: z
      .array(
        z.strictObject({
          name: matching(/^[a-z][-a-z0-9]*$/, 'a name of small letters, digits and dashes'),
          query: z.string().min(1).describe('a PromQL query with one number as its result'),
          perPod: perPod.describe('the value that one pod should answer for, a number'),
        }),
      )
      .describe('a list of PromQL queries')
      .optional(),
  })
  .describe('what to scale on, such as { cpu: 70 }')
export type Signals = z.output<typeof signals>

const range = z.strictObject({
  min: z.int().min(0).max(1000).describe('the fewest pods, a whole number from 0 to 1000'),
  max: z.int().min(1).max(5000).describe('the most pods, a whole number from 1 to 5000'),
  on: signals.optional(),
})

const fixed = z.int().min(0).max(1000).describe('a whole number of pods from 0 to 1000')

export const scale = z
  .union([fixed, range])
  .describe('a number of pods such as 2, or { min: 2, max: 10, on: { cpu: 70 } }')
export type Scale = z.output<typeof scale>

export const fixedScale = fixed
