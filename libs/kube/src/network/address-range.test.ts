import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hasAddressIn, wholeRange } from './address-range.ts'

describe('wholeRange', () => {
  it.each([
    ['10.32.0.0/16', '10.32.0.0/16'],
    ['10.32.1.2/16', '10.32.0.0/16'],
    ['255.255.255.255/1', '128.0.0.0/1'],
    ['10.0.0.1', '10.0.0.1/32'],
    ['0.0.0.1/0', '0.0.0.0/0'],
    ['::/0', undefined],
  ])('of %s is %s', (range, whole) => expect(wholeRange(range)).toBe(whole))
})

describe('hasAddressIn', () => {
  it.each<[string, string, readonly string[], boolean]>([
    ['10.1.2.3', '10.0.0.0/8', [], true],
    ['10.1.2.3/32', '10.1.2.3/32', [], true],
    ['11.1.2.3', '10.0.0.0/8', [], false],
    ['100.64.0.0/16', '0.0.0.0/0', ['10.0.0.0/8'], true],
    ['100.64.0.0/16', '0.0.0.0/0', ['100.64.0.0/10'], false],
    // Two halves are the whole, in any order.
    ['100.64.0.0/16', '0.0.0.0/0', ['100.64.128.0/17', '100.64.0.0/17'], false],
    ['100.64.0.0/16', '0.0.0.0/0', ['100.64.128.0/17', '100.64.0.0/18'], true],
    // A hole before the range, and one inside it.
    ['10.0.0.0/24', '10.0.0.0/16', ['10.0.0.0/26', '10.0.0.64/26', '10.0.0.192/26'], true],
    ['255.255.255.255', '0.0.0.0/0', [], true],
    // IPv6, and no range at all.
    ['10.0.0.1', '::/0', [], false],
    ['10.0.0.1', '10.0.0.0/33', [], false],
    ['10.0.0.256', '0.0.0.0/0', [], false],
    ['10.0.0.1', '0.0.0.0/0', ['nothing'], true],
  ])('%s in %s without %j: %s', (range, block, except, found) => {
    expect(hasAddressIn(range, block, except)).toBe(found)
  })
  it('of a range is that one of its addresses is', () => {
    const octet = fc.integer({ min: 0, max: 3 })
    // Sixteen addresses, so that all can be asked.
    const block = fc.record({ last: octet, length: fc.integer({ min: 28, max: 32 }) })
    const text = ({ last, length }: { last: number; length: number }) => `10.0.0.${last * 4}/${length}`
    fc.assert(
      fc.property(block, block, fc.array(block, { maxLength: 3 }), (range, wanted, except) => {
        const all = Array.from({ length: 16 }, (_, n) => `10.0.0.${n}`).filter((one) =>
          hasAddressIn(one, text(range), []),
        )
        expect(hasAddressIn(text(range), text(wanted), except.map(text))).toBe(
          all.some((one) => hasAddressIn(one, text(wanted), []) && !except.some((e) => hasAddressIn(one, text(e), []))),
        )
      }),
    )
  })
})
