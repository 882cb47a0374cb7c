import { expect, it } from 'vitest'
import { addressRange, holdsRange } from './address-range.ts'

it.each([
  ['10.0.0.0/8', '10.1.0.0/16', true],
  ['10.0.0.0/8', '10.0.0.0/8', true],
  ['10.0.0.0/8', '10.1.2.3', true],
  ['10.1.0.0/16', '10.0.0.0/8', false],
  ['10.0.0.0/8', '11.0.0.0/8', false],
  ['0.0.0.0/0', 'fd00::/8', false],
  ['fd00::/8', 'fd00:1::/32', true],
  ['fd00::/8', 'fd00::1', true],
])('%s holds %s: %s', (wide, narrow, holds) => {
  const [a, b] = [addressRange(wide), addressRange(narrow)]
  expect(a !== undefined && b !== undefined && holdsRange(a, b)).toBe(holds)
})

it.each(['', 'web', '10.0.0.0/', '10.0.0.0/33', '10.0.0/8', 'fd00::/129', '10.0.0.0/8.5', '10.0.0.0/-1', '/8'])(
  'no range: %j',
  (said) => {
    expect(addressRange(said)).toBeUndefined()
  },
)
