import { expect, it } from 'vitest'
import { memoized } from './memoized.ts'

it('makes one thing for each object, also where that is nothing', () => {
  const made: object[] = []
  const of = memoized((key: { readonly is?: string }) => (made.push(key), key.is))
  const [one, other] = [{ is: 'a' }, {}]
  expect([of(one), of(one), of(other), of(other), of(one), of(other)]).toEqual([
    'a',
    'a',
    undefined,
    undefined,
    'a',
    undefined,
  ])
  expect(made).toEqual([one, other])
})
