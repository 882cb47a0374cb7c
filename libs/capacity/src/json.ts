import type { Prices } from '@slipway/fleet'
import type { ClusterCapacity } from './capacity.ts'
import { differenceOf } from './difference.ts'

/** Maps as objects, and of a node's machine only what a reader can use. */
const plain = (_: string, value: unknown): unknown => (value instanceof Map ? Object.fromEntries(value) : value)

/**
 * Capacity as JSON; with `before`, what a change makes of it as well. Months are US dollars, estimates; cpu in millicores, memory in
 * bytes.
 */
export const asJson = (
  clusters: readonly ClusterCapacity[],
  prices: Prices | null,
  before?: readonly ClusterCapacity[],
): string => {
  const priced =
    prices === null ? null : { date: prices.date, source: prices.source, spot: prices.spot, estimate: true }
  const changes = before === undefined ? {} : { changes: differenceOf(before, clusters) }
  return `${JSON.stringify({ prices: priced, clusters, ...changes }, plain, 2)}\n`
}
