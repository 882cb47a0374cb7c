import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sameAmount } from './amount-fields.ts'

const quantities = (a: unknown, b: unknown) => sameAmount('ResourceQuota', ['spec', 'hard', 'requests.cpu'], a, b)
const fieldOf = {
  rollouts: ['Rollout', 'spec.strategy.canary.steps.[*].pause.duration'],
  go: ['VirtualService', 'spec.http.[*].timeout'],
  prometheus: ['PrometheusRule', 'spec.groups.[*].interval'],
} as const
const durations = (syntax: keyof typeof fieldOf, a: unknown, b: unknown) =>
  sameAmount(fieldOf[syntax][0], fieldOf[syntax][1].split('.'), a, b)

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
  expect(quantities(a, b)).toBe(true)
})

test.each([
  ['1Gi', '1G'],
  ['1000000000000000001n', '1G'],
  ['1m', '1M'],
])('the quantity %s is not %s', (a, b) => {
  expect(quantities(a, b)).toBe(false)
})

test.each(['', 'm', '1 Gi', '1gi', 'a', true, null, '1e', '--1'])('%j is no quantity', (value) => {
  expect(quantities(value, value)).toBe(false)
})

test.each([
  ['go', '60s', '1m'],
  ['go', '1h0m0s', '1h'],
  ['go', '1.5s', '1500ms'],
  ['go', '500us', '.5ms'],
  ['rollouts', 120, '2m'],
  ['rollouts', '120', '2m'],
  ['prometheus', '1d', '24h'],
] as const)('to %s the duration %s is %s', (syntax, a, b) => {
  expect(durations(syntax, a, b)).toBe(true)
})

test.each([
  ['go', ''],
  ['go', 's'],
  ['go', '1'],
  ['go', '1d'],
  ['go', 'm1'],
  ['go', '1 m'],
  ['prometheus', '-1s'],
] as const)('to %s %j is no duration', (syntax, value) => {
  expect(durations(syntax, value, value)).toBe(false)
})

test('a text elsewhere is no amount', () => {
  expect(sameAmount('ConfigMap', ['data', 'cpu'], '1000m', '1')).toBe(false)
  expect(sameAmount('Pod', ['spec', 'containers', '[*]', 'env', '[*]', 'value'], '1000m', '1')).toBe(false)
})

test('amounts agree with plain arithmetic', () => {
  fc.assert(
    fc.property(fc.nat(1e9), fc.nat(1e9), (a, b) => {
      expect(quantities(`${a}m`, `${b}m`)).toBe(a === b)
      expect(quantities(`${a * 1000}m`, a)).toBe(true)
      expect(quantities(`${a * 1024}Ki`, `${a}Mi`)).toBe(true)
    }),
  )
})
