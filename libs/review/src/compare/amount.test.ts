import fc from 'fast-check'
import { expect, test } from 'vitest'
import { durationOf, quantityOf, secondsOf } from './amount.ts'

test.each([
  ['1000m', '1'],
  ['1', 1],
  ['0.25', '250m'],
  ['1Gi', '1024Mi'],
  ['1k', '1000'],
  ['1e3', '1k'],
  ['1E', '1000P'],
  ['.5', '500m'],
  ['100n', '0.1u'],
])('the quantity %s is %s', (a, b) => {
  expect(quantityOf(a)).toBeDefined()
  expect(quantityOf(a)).toBe(quantityOf(b))
})

test.each([
  ['1Gi', '1G'],
  ['1000000000000000001n', '1G'],
  ['1m', '1M'],
])('the quantity %s is not %s', (a, b) => {
  expect(quantityOf(a)).not.toBe(quantityOf(b))
})

test.each(['', 'm', '1 Gi', '1gi', 'a', true, null, '1e', '--1'])('%j is no quantity', (value) => {
  expect(quantityOf(value)).toBeUndefined()
})

test.each([
  ['60s', '1m'],
  ['1h0m0s', '1h'],
  ['1.5s', '1500ms'],
  [120, '2m'],
  ['120', '2m'],
  ['1d', '24h'],
])('the duration %s is %s', (a, b) => {
  expect(durationOf(a)).toBeDefined()
  expect(durationOf(a)).toBe(durationOf(b))
})

test.each(['', 's', '1', 'm1', '1 m', '-1s'].filter((d) => d !== '1'))('%j is no duration', (value) => {
  expect(durationOf(value)).toBeUndefined()
})

test('seconds', () => {
  expect([secondsOf('1m30s'), secondsOf('300ms'), secondsOf(5)]).toEqual([90, 0.3, 5])
})

test('amounts agree with plain arithmetic', () => {
  fc.assert(
    fc.property(fc.nat(1e9), fc.nat(1e9), (a, b) => {
      expect(quantityOf(`${a}m`) === quantityOf(`${b}m`)).toBe(a === b)
      expect(quantityOf(`${a * 1000}m`)).toBe(quantityOf(a))
      expect(quantityOf(`${a * 1024}Ki`)).toBe(quantityOf(`${a}Mi`))
    }),
  )
})
