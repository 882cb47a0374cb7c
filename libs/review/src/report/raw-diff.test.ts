import { expect, test } from 'vitest'
import { rawDiff } from './raw-diff.ts'

const lines = (...all: readonly (string | number)[]) => `${all.join('\n')}\n`

test.each([
  [
    'a line',
    lines(1, 2, 3, 4, 5, 6, 7, 8, 9),
    lines(1, 2, 3, 4, 'x', 6, 7, 8, 9),
    '@ 2\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8',
  ],
  ['a line more', lines('a', 'b'), lines('a', 'x', 'b'), ' a\n+x\n b'],
  ['a new file', undefined, lines('a', 'b'), '+a\n+b'],
  ['a file gone', lines('a'), undefined, '-a'],
  ['two runs', lines('a', 'b'), lines('x', 'y'), '-a\n-b\n+x\n+y'],
])('%s', (_, before, after, diff) => {
  expect(rawDiff(before, after)).toBe(diff)
})
