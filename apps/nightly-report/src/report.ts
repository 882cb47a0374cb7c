import { StartError, type Environment } from '@slipway/service'

/** The part of a ledger's entry that is reported on. */
export interface Entry {
  readonly kind: string
  readonly amount: number
  readonly currency: string
}

export interface Report {
  readonly day: string
  readonly orders: number
  readonly shipments: number
  /** By currency, in its smallest unit. */
  readonly sales: Readonly<Record<string, number>>
}

/** The day to report on, in UTC: yesterday, or REPORT_DAY for a report that was missed. */
export function reportDay(env: Environment, now: Date): string {
  const given = env['REPORT_DAY'] ?? ''
  if (given === '') return new Date(now.getTime() - 24 * 60 * 60 * 1000).toISOString().slice(0, 10)
  if (/^\d{4}-\d{2}-\d{2}$/.test(given)) return given
  throw new StartError(`REPORT_DAY is ${JSON.stringify(given)}; it has to be a day like 2026-11-20.`)
}

export function summarize(day: string, entries: readonly Entry[]): Report {
  const of = (kind: string) => entries.filter((entry) => entry.kind === kind)
  const totals = new Map<string, number>()
  for (const { currency, amount } of of('sale')) totals.set(currency, (totals.get(currency) ?? 0) + amount)
  const sales = Object.fromEntries([...totals].sort(([a], [b]) => (a < b ? -1 : 1)))
  return { day, orders: of('sale').length, shipments: of('shipment').length, sales }
}
