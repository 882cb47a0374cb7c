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

// As Argo CD's own reader has them (`npx slipway argo-reader`).
test.each<[string, unknown]>([
  ['yes', true],
  ['Off', false],
  ['y', true],
  ['yEs', 'yEs'],
  ['010', 8],
  ['08', 8],
  ['0x1F', 31],
  ['0o17', 15],
  ['-0b11', -3],
  ['1e3', 1000],
  ['1e400', '1e400'],
  ['1_000', 1000],
  ['1:30', '1:30'],
  ['+1', 1],
  ['.5', 0.5],
  ['.5_0', '.5_0'],
  ['5.', 5],
  ['2001-01-01', '2001-01-01'],
  ['-0', 0],
  ['0.12345678901234567', 0.12345678901234567],
  ['9007199254740993', new AmbiguousScalar('9007199254740993')],
  ['18446744073709551616', 18446744073709551616],
  ['0x10000000000000000', '0x10000000000000000'],
  ['.inf', new AmbiguousScalar('.inf')],
])('%s as Kubernetes reads it', (source, value) => {
  expect(resolve(source)).toEqual(value)
})
