import { z } from 'zod'
import { envName, text } from './field.ts'

/** Fields that the kubelet resolves (https://kubernetes.io/docs/concepts/workloads/pods/downward-api/). */
const fields = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.podIP',
] as const

export const plainEnv = z.record(envName, text).describe('environment variables, such as { LOG_LEVEL: "info" }')

export const env = z
  .record(
    envName,
    z
      .union([
        text,
        z.strictObject({ field: z.enum(fields).describe('a field of the pod, such as "spec.nodeName"') }),
        z.strictObject({
          from: z
            .enum(['cpu', 'memory', 'cluster', 'domain', 'region'])
            .describe(
              '"cpu" or "memory": what its container is limited to; "cluster", "domain" or "region": of where it runs',
            ),
        }),
      ])
      .describe(
        'text in quotes, { field: "spec.nodeName" }, { from: "memory" } for the limit in bytes, or { from: "domain" }, which another names as "https://shop.$(DOMAIN)"',
      ),
  )
  .describe(
    'environment variables, such as { LOG_LEVEL: "info", NODE: { field: "spec.nodeName" }, LIMIT: { from: "memory" } }',
  )
