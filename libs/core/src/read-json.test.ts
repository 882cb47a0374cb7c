import { expect, it } from 'vitest'
import { readJson } from './read-json.ts'

it.each([
  ['{"a":[1]}', { a: [1] }],
  ['null', null],
  ['"a"', 'a'],
  ['', undefined],
  ['{"a":', undefined],
  ['Task timed out after 4.00 seconds', undefined],
])('reads %j as %j', (text, value) => {
  expect(readJson(text)).toEqual(value)
})
