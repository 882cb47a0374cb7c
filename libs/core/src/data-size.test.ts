import fc from 'fast-check'
import { expect, it } from 'vitest'
import { sizeProblem } from './data-size.ts'

const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)])
const list = (length: number): readonly number[] => Array.from({ length }, (_, i) => i)

it.each<[string, unknown, string | undefined]>([
  ['a number', 1, undefined],
  ['nothing', undefined, undefined],
  ['a list of nine and itself', list(9), undefined],
  ['a list of ten and itself', list(10), 'more than 10 values'],
  ['a map of ten', { a: list(5), b: { c: 1, d: 2 } }, undefined],
  ['a map of eleven', { a: list(5), b: { c: 1, d: 2, e: 3 } }, 'more than 10 values'],
])('%s', (_, value, got) => {
  expect(sizeProblem(value, 10)?.got).toBe(got)
})

it('is bounded in depth', () => {
  expect(sizeProblem(nested(60), 1000)).toBeUndefined()
  expect(sizeProblem(nested(61), 1000)).toEqual({
    got: 'values more than 60 levels deep',
    want: 'values at most 60 levels deep',
  })
})

it('ends with what a value that holds itself has', () => {
  const own: unknown[] = []
  own.push(own, own)
  expect(sizeProblem(own, 1_000_000)?.got).toBeDefined()
})

it('counts each value once, wherever it stands', () => {
  const count = (value: unknown): number =>
    1 +
    (typeof value === 'object' && value !== null
      ? Object.values(value).reduce<number>((n, one) => n + count(one), 0)
      : 0)
  fc.assert(
    fc.property(fc.jsonValue(), fc.nat(40), (value, most) => {
      expect(sizeProblem(value, most) === undefined).toBe(count(value) <= most)
    }),
  )
})
