import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seconds } from '@slipway/kube'
import { sample } from '../../test/sample.ts'
import { burnRates, burns, sloRecords, windows, type Window } from './slo-records.ts'

const of = (window: Window) => seconds(window, 'prometheus') ?? 0
const month = 30 * 86_400

describe('burn rates', () => {
  it.each([
    ['page', [2, 5]],
    ['ticket', [10, 10]],
  ] as const)('%s: %j percent of a month in the long window (SRE workbook, table 5-8)', (severity, shares) => {
    expect(burnRates[severity].map(({ factor, long }) => Math.round((factor * of(long) * 100) / month))).toEqual(shares)
  })

  it('the short window is a twelfth of the long one, and both are recorded', () => {
    for (const { long, short } of [...burnRates.page, ...burnRates.ticket]) {
      expect(of(long) / of(short)).toBe(12)
      expect(windows).toEqual(expect.arrayContaining([long, short]))
    }
  })

  it('whatever the objective: a limit of each window, never more than all requests, and a page never below a ticket', () => {
    const app = sample({ kind: 'http', slo: { errors: '1%' } })
    const limits = (errors: number, severity: 'page' | 'ticket') =>
      [...burns(app, { errors, p95: null }, severity).matchAll(/"} > ([\d.e-]+)/g)].map(([, limit]) => Number(limit))
    fc.assert(
      fc.property(fc.double({ min: 1e-4, max: 1, noNaN: true }), (errors) => {
        const [pages, tickets] = [limits(errors, 'page'), limits(errors, 'ticket')]
        expect([pages.length, tickets.length]).toEqual([4, 4])
        for (const limit of [...pages, ...tickets]) {
          expect(limit).toBeGreaterThan(0)
          expect(limit).toBeLessThanOrEqual(0.99)
        }
        expect(Math.min(...pages)).toBeGreaterThanOrEqual(Math.max(...tickets))
      }),
    )
  })
})

it('names begin with the team, whose dashes Prometheus does not take', () => {
  const app = { ...sample({ kind: 'http', slo: { errors: '1%' } }), team: 'web-shop' as never }
  for (const { record } of sloRecords(app)) expect(record).toMatch(/^web_shop:slo_[a-z]+:(rate5m|ratio_rate\d+[mhd])$/)
})
