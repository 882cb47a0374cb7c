import { expect, it } from 'vitest'
import { axisUnit, unitText } from './unit-text.ts'

it.each([
  ['percentunit', 0.0123, '1.23 %'],
  ['reqps', 0, '0 req/s'],
  ['reqps', 12_345, '12.3K req/s'],
  ['bytes', 0, '0 B'],
  ['bytes', 1023, '1,020 B'],
  ['bytes', 1024 ** 3 * 1.5, '1.5 GiB'],
  ['bytes', 1024 ** 7, '1,050,000 PiB'],
  ['ms', 12.34, '12.3 ms'],
  ['ms', 2500, '2.5 s'],
  ['s', 0.25, '0.25 s'],
  ['cores', 0.25, '250 m'],
  ['cores', 3, '3 cores'],
  ['short', 4, '4'],
  ['short', 1e300, '1E300'],
  ['bytes', 1e300, '8.88E284 PiB'],
  ['reqps', -1e300, '-1E300 req/s'],
  ['s', 1e-300, '1E-300 s'],
] as const)('%s %d is %s', (unit, value, text) => {
  expect(unitText(unit, value)).toBe(text)
})

it.each([
  ['bytes', 1.25 * 1024 ** 3, 1024 ** 3],
  ['bytes', 900 * 1024 ** 2, 1024 ** 2],
  ['bytes', 12, 1],
  ['bytes', 0, 1],
  ['cores', 4096, 1],
] as const)('an axis of %s up to %d counts in %d', (unit, most, counted) => {
  expect(axisUnit(unit, most)).toBe(counted)
})
