import { z } from 'zod'
import { expose } from './expose.ts'
import { days, label, memory, mountPath, otherApps, portName, span } from './field.ts'
import { memoryVolume, volumesText } from './pod.ts'

const fate = (when: string) =>
  z
    .enum(['keep', 'delete'])
    .describe(`what becomes of volumes ${when}: "keep" or "delete"; "keep" by default`)
    .optional()

/** Kubernetes never changes the size in a StatefulSet's template, so the spec has the grown size beside it. */
const volume = z.union([
  memory,
  z.strictObject({
    size: memory.describe('the size that the volumes began with, which nothing can change'),
    grown: memory.describe('what they have grown to since, such as "20Gi"; they never shrink').optional(),
  }),
  z.strictObject({
    scratch: memory.describe('the size of what goes with the pod, such as sockets and logs: "64Mi"'),
  }),
  memoryVolume,
])
export type VolumeSize = z.output<typeof volume>

/** Of a stateful app: what outlives the pod. */
export const isKept = (given: VolumeSize): given is Exclude<VolumeSize, { scratch: string } | { memory: string }> =>
  typeof given === 'string' || 'size' in given

/** TLS with the host's name (SNI) tells hosts on one port apart; bytes without it could be anybody's. */
const exposeBytes = z
  .strictObject({
    host: label.describe('the host\'s first label, such as "broker"; each cluster adds its own domain'),
    on: label.describe(
      'one of the ports that the gateways of its clusters offer by TLS (gatewayPorts), such as "mqtts"',
    ),
    accepts: otherApps('be on its host'),
    port: portName.describe('the name of one of the ports; "main" by default').optional(),
  })
  .describe('where programs outside reach it by TLS, such as { host: "broker", on: "mqtts" }')
export type ExposeBytes = z.output<typeof exposeBytes>

export const isBytes = (given: object): given is ExposeBytes => 'on' in given

/** Fields of apps with volumes of their own. */
export const state = {
  volumes: z
    .record(
      mountPath,
      volume.describe(
        'a size such as "10Gi", { size: "10Gi", grown: "20Gi" }, { scratch: "64Mi" } or { memory: "1Gi" }',
      ),
    )
    .describe(volumesText)
    .optional(),
  retention: z
    .strictObject({ scaled: fate('when there are fewer pods'), deleted: fate('when the app is deleted') })
    .describe('what becomes of the volumes of pods that go, such as { scaled: "delete" }; all are kept by default')
    .optional(),
  snapshots: z
    .strictObject({
      schedule: z
        .string()
        .describe('when, in UTC: a cron expression of five fields, at most once an hour, such as "0 3 * * *"'),
      keep: days.describe('how many days each is kept, such as "30d"'),
    })
    .describe(
      'snapshots of its volumes by AWS Backup, such as { schedule: "0 3 * * *", keep: "30d" }; no snapshots by default',
    )
    .optional(),
  peers: z
    .boolean()
    .describe(
      'true where its pods call each other, as <app>-<number>.<app>-pods, at all ports; PEERS_HOST is the name of all of them',
    )
    .optional(),
  expose: z
    .union([expose, exposeBytes])
    .describe(
      'where people reach its pages, such as { host: "wiki" }, or programs by TLS, such as { host: "broker", on: "mqtts" }',
    )
    .optional(),
  start: z
    .enum(['in-order', 'together'])
    .describe('"in-order", each pod when the one before is ready, or "together"; "together" by default with peers')
    .optional(),
  readyFor: span
    .describe('how long a renewed pod has to be ready before the next is renewed, such as "1m"; "5s" by default')
    .optional(),
} as const
