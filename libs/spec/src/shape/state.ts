import { z } from 'zod'
import { memory, mountPath, span } from './field.ts'
import { volumesText } from './pod.ts'

const fate = (when: string) =>
  z
    .enum(['keep', 'delete'])
    .describe(`what becomes of volumes ${when}: "keep" or "delete"; "keep" by default`)
    .optional()

/** Kubernetes never changes the size in a StatefulSet's template, so what has grown is said beside it. */
const volume = z.union([
  memory,
  z.strictObject({
    size: memory.describe('the size that the volumes began with, which nothing can change'),
    grown: memory.describe('what they have grown to since, such as "20Gi"; they never shrink').optional(),
  }),
])
export type VolumeSize = z.output<typeof volume>

/** What only an app with volumes of its own can say. */
export const state = {
  volumes: z
    .record(mountPath, volume.describe('a size such as "10Gi", or { size: "10Gi", grown: "20Gi" }'))
    .describe(volumesText)
    .optional(),
  retention: z
    .strictObject({ scaled: fate('when there are fewer pods'), deleted: fate('when the app is deleted') })
    .describe('what becomes of the volumes of pods that go, such as { scaled: "delete" }; all are kept by default')
    .optional(),
  peers: z
    .boolean()
    .describe(
      'true where its pods call each other, as <app>-<number>.<app>-pods, at all ports; PEERS_HOST is the name of all of them',
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
