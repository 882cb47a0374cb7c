import { expect, test } from 'vitest'
import { AmbiguousScalar, resolve } from './read-scalar.ts'

test.each<[string, unknown]>([
  ['', null],
  ['~', null],
  ['null', null],
  ['true', true],
  ['False', false],
  ['0', 0],
  ['-12', -12],
  ['1.50', 1.5],
  ['app', 'app'],
  ['250m', '250m'],
  ['1.2.3', '1.2.3'],
  ['10.0.0.0/8', '10.0.0.0/8'],
  ['-v', '-v'],
  ['5d', '5d'],
])('%s is the same to every reader', (source, value) => {
  expect(resolve(source)).toBe(value)
})

test.each([
  'yes',
  'Off',
  'y',
  '010',
  '0x1F',
  '1e3',
  '1_000',
  '1:30',
  '+1',
  '.5',
  '5.',
  '.inf',
  '2001-01-01',
  '12345678901234567890',
  '-0',
  '0.12345678901234567',
])('readers disagree on %s, so it is what was written', (source) => {
  expect(resolve(source)).toEqual(new AmbiguousScalar(source))
})
