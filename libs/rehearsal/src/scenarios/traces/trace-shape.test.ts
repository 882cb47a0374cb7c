import { describe, expect, it } from 'vitest'
import { goes, statusOf, waysOf, type StoredTrace } from './trace-shape.ts'

/** @param spans by id: service, and the parent's id */
const trace = (spans: Readonly<Record<string, readonly [string, string?]>>, status = '200'): StoredTrace => ({
  traceID: 't',
  processes: Object.fromEntries(Object.values(spans).map(([service]) => [`p-${service}`, { serviceName: service }])),
  spans: Object.entries(spans).map(([spanID, [service, parent]]) => ({
    spanID,
    processID: `p-${service}`,
    references: parent === undefined ? [] : [{ refType: 'CHILD_OF', traceID: 't', spanID: parent }],
    tags: [{ key: 'http.status_code', value: status }],
  })),
})

const whole = trace(
  { a: ['gateway'], b: ['shop', 'a'], c: ['shop', 'b'], d: ['orders', 'c'], e: ['ledger', 'd'], f: ['catalog', 'b'] },
  '503',
)

describe('a trace', () => {
  it('is told by the ways through it', () => {
    expect(waysOf(whole)).toEqual(['gateway > shop > catalog', 'gateway > shop > orders > ledger'])
    expect(statusOf(whole)).toBe('503')
  })

  it.each<[string, StoredTrace, readonly string[], boolean]>([
    ['in order', whole, ['gateway', 'shop', 'orders', 'ledger'], true],
    ['its beginning', whole, ['gateway', 'shop'], true],
    ['another order', whole, ['gateway', 'orders', 'shop'], false],
    ['one left out', whole, ['gateway', 'shop', 'ledger'], false],
    ['a name that only begins so', trace({ a: ['gateway'], b: ['shopping', 'a'] }), ['gateway', 'shop'], false],
    ['a link that nobody passed on', trace({ a: ['gateway'], b: ['shop', 'lost'] }), ['gateway', 'shop'], false],
    [
      'whole, and a piece without a parent',
      trace({ a: ['gateway'], b: ['shop', 'a'], c: ['x', 'lost'] }),
      ['gateway', 'shop'],
      false,
    ],
  ])('%s', (_, given, services, is) => {
    expect(goes(given, services)).toBe(is)
  })
})
