import { isFields } from '@slipway/kube'
import type { Prices } from '@slipway/fleet'
import type { ClusterCapacity } from './capacity.ts'
import { differenceOf } from './difference.ts'
import type { FailureScenario } from './failure-scenarios.ts'
import type { Unschedulable } from './pack.ts'
import { reasonText, words } from './words.ts'

/** Readers rely on these names. */
const published: Readonly<Record<string, string>> = { failures: 'losses', unschedulable: 'left' }

/** Maps as objects, published names, sentences beside codes. */
function asPublished(_: string, value: unknown): unknown {
  if (value instanceof Map) return Object.fromEntries(value)
  if (!isFields(value)) return value
  const { reason, kind, name } = value as Partial<Unschedulable & FailureScenario>
  return {
    ...(kind === undefined ? {} : { of: words.failed[kind](name ?? '') }),
    ...Object.fromEntries(Object.entries(value).map(([key, field]) => [published[key] ?? key, field])),
    ...(reason === undefined ? {} : { why: reasonText(reason) }),
  }
}

/** Months: estimated US dollars; cpu: millicores; memory: bytes. */
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
