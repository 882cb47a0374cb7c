import { describe, expect, it } from 'vitest'
import { reportDay, summarize } from './report.ts'

describe('reportDay', () => {
  it.each([
    [{}, '2026-11-21T00:30:00Z', '2026-11-20'],
    [{}, '2026-03-01T12:00:00Z', '2026-02-28'],
    [{ REPORT_DAY: '' }, '2027-01-01T00:00:00Z', '2026-12-31'],
    [{ REPORT_DAY: '2026-11-01' }, '2026-11-21T00:30:00Z', '2026-11-01'],
  ])('with %j at %s is %s', (env, now, day) => expect(reportDay(env, new Date(now))).toBe(day))

  it('refuses a day that is none', () => {
    expect(() => reportDay({ REPORT_DAY: 'monday' }, new Date(0))).toThrow(
      'REPORT_DAY is "monday"; it has to be a day like 2026-11-20.',
    )
  })
})

describe('summarize', () => {
  it('adds up sales by currency and counts shipments', () => {
    const entries = [
      { kind: 'sale', amount: 2400, currency: 'EUR' },
      { kind: 'sale', amount: 100, currency: 'CHF' },
      { kind: 'shipment', amount: 0, currency: 'XXX' },
      { kind: 'sale', amount: -400, currency: 'EUR' },
      { kind: 'correction', amount: 5, currency: 'EUR' },
    ]
    expect(summarize('2026-11-20', entries)).toEqual({
      day: '2026-11-20',
      orders: 3,
      shipments: 1,
      sales: { CHF: 100, EUR: 2000 },
    })
  })

  it('has a report for a day without entries', () => {
    expect(summarize('2026-11-20', [])).toEqual({ day: '2026-11-20', orders: 0, shipments: 0, sales: {} })
  })
})
