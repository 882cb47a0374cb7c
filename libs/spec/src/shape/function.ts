import { matching } from '@slipway/core'
import { z } from 'zod'
import { constantName, httpPath, label, repository, text } from './field.ts'
import { functionNeeds } from './needs.ts'
import { common } from './pod.ts'
import { secretReference } from './secret.ts'
import { call, release, slo, usualTimeout } from './traffic.ts'
import { bytes, durationPattern, memoryPattern, seconds } from './units.ts'

const mebibyte = 2 ** 20

/** Limits: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const wholeMebibytes = (least: number, described: string) =>
  matching(memoryPattern, described, (t) => {
    const size = bytes(t) / mebibyte
    return size >= least && size <= 10_240 && Number.isInteger(size)
  })
const memory = wholeMebibytes(
  128,
  'the memory of one call at a time, whole Mi from "128Mi" to "10240Mi"; 1769Mi come with one vCPU',
)
const disk = wholeMebibytes(512, 'what /tmp holds, whole Mi from "512Mi" to "10240Mi"; "512Mi" by default')
const timeout = matching(
  durationPattern,
  `the longest that a call may take, whole seconds from "1s" to "15m"; "${usualTimeout.function}" by default`,
  (t) => seconds(t) >= 1 && seconds(t) <= 900 && Number.isInteger(seconds(t)),
)

const concurrency = z
  .strictObject({
    reserved: z
      .int()
      .min(1)
      .max(100_000)
      .describe('the most calls at once; kept free for it of the pool of the account')
      .optional(),
    provisioned: z
      .int()
      .min(1)
      .max(100_000)
      .describe('how many are started before anybody calls; they cost while they wait')
      .optional(),
  })
  .describe('calls at once: { reserved: 50, provisioned: 5 }; as many as the account has free by default')
  .optional()

const expose = z
  .strictObject({
    host: label.describe('the host\'s first label, such as "hooks", to which each cluster\'s domain is added'),
    path: z
      .union([httpPath, z.array(httpPath).min(1).max(100)])
      .describe('a path such as "/github", or a list of at most 100; "/" by default')
      .default('/'),
  })
  .describe('where people reach it, such as { host: "hooks", path: "/github" }')

const throttle = z
  .strictObject({
    rate: z.int().min(1).max(10_000).describe('requests a second in the long run, 1 to 10000'),
    burst: z.int().min(1).max(5000).describe('requests at once, 1 to 5000'),
  })
  .describe('what its HTTP API lets through before it answers 429: { rate: 100, burst: 200 }')

export const functionShape = {
  team: common.team,
  edition: common.edition,
  image: repository
    .describe("an image repository without tag or digest; by default the cluster's registry and the app's name")
    .optional(),
  command: z.array(text).min(1).describe('the command as a list; by default the one of the image').optional(),
  memory,
  disk: disk.optional(),
  timeout: timeout.optional(),
  concurrency,
  architectures: z
    .array(z.enum(['amd64', 'arm64']))
    .length(1)
    .describe('the one processor that its image is built for: ["amd64"] or ["arm64"]; ["amd64"] by default')
    .optional(),
  env: z.record(constantName, text).describe('environment variables, such as { LOG_LEVEL: "info" }').optional(),
  secrets: z
    .record(constantName, secretReference)
    .describe('environment variables from the secret store, such as { DB_URL: "orders/db#url" }')
    .optional(),
  calls: z.array(call).describe('exposed apps and outside hosts that it calls').optional(),
  sends: common.sends,
  needs: functionNeeds,
  uses: common.uses,
  expose: expose.optional(),
  throttle: throttle.optional(),
  queue: label.describe('the queue whose messages it is called with').optional(),
  schedule: z
    .string()
    .max(240) // EventBridge takes 256 characters, and writes a year and `cron()` around it.
    .describe('a cron expression of five fields at which it is called, such as "0 3 * * *"')
    .optional(),
  zone: z.string().describe('the time zone of schedule, such as "Europe/Berlin"; UTC by default').optional(),
  slo: slo.optional(),
  release: release.optional(),
} as const
