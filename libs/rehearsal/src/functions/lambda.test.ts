import { expect, it } from 'vitest'
import { isError } from './lambda.ts'

it.each([
  ['an answer', 200, '{"statusCode":200}', false],
  ['an answer that says nothing', 200, 'null', false],
  ["the function's own error", 200, '{"errorType":"Error","errorMessage":"a bad version"}', true],
  ['a timeout', 200, 'Task timed out after 4.00 seconds', true],
  ['a refusal', 500, '{}', true],
])('tells whether %s is an error', (_, status, text, is) => {
  expect(isError(status, text)).toBe(is)
})
