import { describe, expect, it } from 'vitest'
import { parseDay, parseEntry } from './entry.ts'

const entry = { key: 'order-1', kind: 'sale', amount: 1200, currency: 'EUR', detail: { lines: 1 } }

describe('parseEntry', () => {
  it('takes a whole entry, and drops what is not of it', () =>
    expect(parseEntry({ ...entry, at: 'forged' })).toEqual(entry))
  it('takes no detail for none', () => expect(parseEntry({ ...entry, detail: undefined }).detail).toBeNull())

  it.each([
    ['order', 'An entry is an object.'],
    [null, 'An entry is an object.'],
    [{ ...entry, key: '' }, '"key" has to be'],
    [{ ...entry, key: '../x' }, '"key" has to be'],
    [{ ...entry, kind: 'Sale' }, '"kind" has to be'],
    [{ ...entry, amount: 1.5 }, '"amount" has to be a whole number'],
    [{ ...entry, amount: '12' }, '"amount" has to be a whole number'],
    [{ ...entry, amount: 2 ** 53 }, '"amount" has to be a whole number'],
    [{ ...entry, currency: 'euro' }, '"currency" has to be'],
    [{ ...entry, detail: 'x'.repeat(20_000) }, '"detail" is longer than'],
  ])('refuses %j', (value, sentence) => expect(() => parseEntry(value)).toThrow(sentence))
})

describe('parseDay', () => {
  it.each(['2026-11-20', '2024-02-29'])('takes %s', (day) => expect(parseDay(day)).toBe(day))
  it.each([null, '', '2026-02-29', '2026-13-01', '20261120', '2026-11-20T00:00:00Z'])('refuses %j', (day) => {
    expect(() => parseDay(day)).toThrow('"day" has to be a day like 2026-11-20 (UTC).')
  })
})
