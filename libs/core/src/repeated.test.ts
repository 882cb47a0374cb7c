import { expect, it } from 'vitest'
import { repeated } from './repeated.ts'

it.each([
  [
    ['a', 'b', 'a', 'a'],
    [
      [2, 0],
      [3, 0],
    ],
  ],
  [['a', undefined, undefined], []],
  [[1, '1', 1], [[2, 0]]],
  [[], []],
])('%j: %j', (ids, found) => {
  expect(repeated(ids)).toEqual(found)
})
