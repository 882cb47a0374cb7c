import type { Prices } from '@slipway/fleet'
import type { ClusterCapacity } from './capacity.ts'
import { differenceOf } from './difference.ts'
import type { FailureScenario } from './failure-scenarios.ts'
import type { Unschedulable } from './pack.ts'
import { reasonText, words } from './words.ts'

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Field names of the JSON that readers rely on, where the code has others. */
const published: Readonly<Record<string, string>> = { failures: 'losses', unschedulable: 'left' }

/** Maps as objects, published names, and the sentence beside each code. */
function asPublished(_: string, value: unknown): unknown {
  if (value instanceof Map) return Object.fromEntries(value)
  if (!isRecord(value)) return value
  const { reason, kind, name } = value as Partial<Unschedulable & FailureScenario>
  return {
    ...(kind === undefined ? {} : { of: words.failed[kind](name ?? '') }),
    ...Object.fromEntries(Object.entries(value).map(([key, field]) => [published[key] ?? key, field])),
    ...(reason === undefined ? {} : { why: reasonText(reason) }),
  }
}

/** Capacity as JSON, with `before` also the difference. Months are estimates in US dollars; cpu in millicores, memory in bytes. */
export const asJson = (
  clusters: readonly ClusterCapacity[],
  prices: Prices | null,
  before?: readonly ClusterCapacity[],
): string => {
  const priced =
    prices === null ? null : { date: prices.date, source: prices.source, spot: prices.spot, estimate: true }
  const changes = before === undefined ? {} : { changes: differenceOf(before, clusters) }
  return `${JSON.stringify({ prices: priced, clusters, ...changes }, asPublished, 2)}\n`
}
