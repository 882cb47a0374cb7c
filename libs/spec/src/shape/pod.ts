import { edition } from '@slipway/fleet'
import { z } from 'zod'
import { env, plainEnv } from './env.ts'
import { extraPort } from './extra-port.ts'
import {
  cpu,
  duration,
  envName,
  label,
  memory,
  mountPath,
  ownFile,
  pinnedImage,
  port,
  portName,
  probePath,
  repository,
  text,
} from './field.ts'
import { needs } from './needs.ts'
import { uses } from './uses.ts'
import { secretReference } from './secret.ts'

const containerName = label.refine(
  (n) => n !== 'app' && !n.startsWith('istio-'),
  'a name other than "app" and "istio-..."',
)

const words = z.array(text).min(1)

export const start = {
  command: words
    .describe('the command as a list, in place of the ENTRYPOINT and CMD of the image, which hold by default')
    .optional(),
  args: words
    .describe(
      'arguments as a list, such as ["server"]: of command, or of the ENTRYPOINT of the image in place of its CMD',
    )
    .optional(),
} as const

const secrets = z
  .record(envName, secretReference)
  .describe(
    'environment variables from the secret store, such as { DB_URL: "orders/db#url" }, or { DB_URL: "orders/db#url@7" }, which changes only with the spec',
  )

const sidecar = z.strictObject({
  name: containerName,
  image: pinnedImage,
  ...start,
  port: port.optional(),
  ready: probePath.describe('the path that answers 200 when it is ready (needs a port)').optional(),
  cpu,
  memory,
  env: plainEnv.optional(),
  secrets: secrets.optional(),
})

export const volumesText =
  'where a volume is mounted and its size, such as { "/data": "10Gi" }; only a stateful app\'s volumes outlive the pod: there also { size, grown } and { scratch }; { memory: "1Gi" } is for /dev/shm'

/**
 * Files there are the container's memory: what PostgreSQL, browsers and data loaders share is in /dev/shm, of which a
 * pod has 64 MiB.
 */
export const memoryVolume = z.strictObject({
  memory: memory.describe('the size of files in memory, which counts against the limit of memory, such as "1Gi"'),
})

const image = z
  .union([
    repository,
    z.strictObject({
      app: label.describe(
        'an app of the same team, whose image it runs: each release of that app brings this one along',
      ),
    }),
  ])
  .describe(
    'an image repository without tag or digest, or { app: "api" } for the image of another app of the team, ' +
      "with which it moves; by default the cluster's registry and the app's name",
  )

export const common = {
  team: label.describe('a team of fleet/fleet.ts'),
  edition: edition
    .describe(
      'the edition of the defaults: 1 or 2; what `npx slipway edition` wrote for a cluster goes before it, and the one of the fleet is the default',
    )
    .optional(),
  image: image.optional(),
  ...start,
  cpu,
  memory,
  limits: z
    .strictObject({ cpu: cpu.optional(), memory: memory.optional() })
    .describe('{ cpu, memory }: by default memory is limited to what is asked for, and cpu is not limited')
    .optional(),
  disk: memory.describe('scratch disk, such as "256Mi"').optional(),
  user: z
    .union([
      z.int().min(10_000).max(4_294_967_294),
      z.strictObject({
        id: z
          .int()
          .min(1)
          .max(4_294_967_294)
          .refine((id) => id !== 1337)
          .describe("a user id above 0, not 1337 (that is the mesh's own)"),
        reason: text
          .refine((t) => /^[^\n]{10,200}$/.test(t.trim()))
          .describe('why it has to be this one, on one line of 10 to 200 characters'),
      }),
    ])
    .describe(
      'the user id to run as, 10000 or more; or { id: 999, reason: "the files of the image belong to postgres" } for one of the image\'s own',
    )
    .optional(),
  env: env.optional(),
  files: z
    .record(
      mountPath,
      z
        .union([ownFile, z.strictObject({ secret: secretReference })])
        .describe('a file in the app\'s config folder, such as "config/rules.json", or { secret: "orders/tls#key@7" }'),
    )
    .describe(
      'files: where they appear, and the file in the app\'s folder or the secret that it holds, such as { "/etc/orders/rules.json": "config/rules.json", "/etc/orders/tls.key": { secret: "orders/tls#key@7" } }',
    )
    .optional(),
  secrets: secrets.optional(),
  volumes: z
    .record(mountPath, z.union([memory, memoryVolume]).describe('a size such as "10Gi", or { memory: "1Gi" }'))
    .describe(volumesText)
    .optional(),
  sidecars: z.array(sidecar).describe('more containers in the same pod').optional(),
  init: z
    .array(
      z.strictObject({
        name: containerName,
        image: pinnedImage.optional(),
        ...start,
      }),
    )
    .describe(
      'what runs to its end before the app starts, with its variables and volumes, and its own image by default',
    )
    .optional(),
  placement: z.enum(['spot', 'on-demand']).describe('"spot" or "on-demand"').optional(),
  profile: z
    .enum(['burstable', 'memory', 'gpu'])
    .describe(
      '"burstable" for work in short bursts, "memory" for much memory; where a cluster has no such machines, the general ones; "gpu" with gpu, which says it alone',
    )
    .optional(),
  gpu: z
    .int()
    .min(1)
    .max(8)
    .describe('whole GPUs of NVIDIA for each pod, 1 to 8, on the machines of a pool with the profile "gpu"')
    .optional(),
  architectures: z
    .array(z.enum(['amd64', 'arm64']))
    .min(1)
    .describe('the processors that its images are built for, such as ["amd64", "arm64"]; ["amd64"] by default')
    .optional(),
  advice: z
    .boolean()
    .describe(
      'true has its cpu and memory measured where the cluster gives advice; nothing changes until `npx slipway advice` is asked',
    )
    .optional(),
  drain: duration.describe('how long a pod may take to finish its requests, such as "15s"').optional(),
  ports: z
    .record(portName, extraPort)
    .describe(
      'more ports by name, such as { grpc: 9000, smtp: { port: 1025, protocol: "tcp" } }; a number alone speaks what its name begins with (http, http2, grpc, tls, udp), else tcp',
    )
    .optional(),
  sends: z.array(label).describe('queues that the app puts messages on').optional(),
  needs,
  uses,
} as const

/** The id of the user; `undefined` for the default. */
export const userOf = ({ user }: { readonly user?: z.output<typeof common.user> }): number | undefined =>
  typeof user === 'object' ? user.id : user
