import type { Prices } from '@slipway/fleet'
import type { ClusterCapacity } from './capacity.ts'
import { differenceOf } from './difference.ts'

const mapsAsObjects = (_: string, value: unknown): unknown => (value instanceof Map ? Object.fromEntries(value) : value)

/** Capacity as JSON, with `before` also the difference. Months are estimates in US dollars; cpu in millicores, memory in bytes. */
export const asJson = (
  clusters: readonly ClusterCapacity[],
  prices: Prices | null,
  before?: readonly ClusterCapacity[],
): string => {
  const priced =
    prices === null ? null : { date: prices.date, source: prices.source, spot: prices.spot, estimate: true }
  const changes = before === undefined ? {} : { changes: differenceOf(before, clusters) }
  return `${JSON.stringify({ prices: priced, clusters, ...changes }, mapsAsObjects, 2)}\n`
}
