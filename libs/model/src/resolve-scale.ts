import { queueName, queuesUrl, type Cluster, type Edition } from '@slipway/fleet'
import type { PodSpec } from '@slipway/spec'
import { defaults } from './defaults.ts'
import type { ResolvedScale } from './resolved-app.ts'

/** An SQS queue; each environment has its own in each account and region. */
export const queueUrl = (queue: string, cluster: Cluster): string => `${queuesUrl(cluster)}${queueName(queue, cluster)}`

/** An HPA for cpu and memory alone, else KEDA for all signals: two owners fight (FIELD-NOTES A12). */
export function resolveScale(spec: PodSpec, cluster: Cluster, edition: Edition): ResolvedScale {
  if (spec.kind === 'cron' || spec.kind === 'daemon') return { by: 'nobody', pods: 1 }
  const d = defaults[edition]
  const scale = spec.scale ?? (spec.kind === 'stateful' ? d.statefulScale : d.scale)
  if (typeof scale === 'number') return { by: 'nobody', pods: scale }
  const { min, max, on = {} } = scale
  const { cpu, memory, ...others } = on
  if (Object.keys(others).length > 0) {
    const queue = spec.kind === 'worker' ? spec.queue : undefined
    return { by: 'keda', min, max, signals: on, queueUrl: queue === undefined ? null : queueUrl(queue, cluster) }
  }
  if (cpu === undefined && memory === undefined) return { by: 'nobody', pods: min }
  return { by: 'hpa', min, max, cpu: cpu ?? null, memory: memory ?? null }
}
