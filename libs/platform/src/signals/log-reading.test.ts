import { expect, it } from 'vitest'
import { isFirstLine } from './log-reading.ts'

const pattern = new RegExp(JSON.parse(isFirstLine.slice('not (body matches '.length, -1)) as string)

it.each([
  ['{"level":"info"}', true],
  ['Server started on port 80', true],
  ['2026-11-29 ERROR oops', true],
  ['', false],
  ['    at main (x.js:1)', false],
  ['Caused by: java.io.IOException: x', false],
  ['... 12 more', false],
  ['java.lang.IllegalStateException: boom', false],
  ['ValueError: bad', false],
  ['goroutine 1 [running]:', false],
  ['main.main()', false],
  ['-----END PRIVATE KEY-----', false],
])('%j begins a record: %s', (line, begins) => {
  expect(!pattern.test(line)).toBe(begins)
})
