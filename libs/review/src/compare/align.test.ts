import fc from 'fast-check'
import { expect, test } from 'vitest'
import { align } from './align.ts'

const told = (a: string, b: string) =>
  align([...a], [...b])
    .map(({ before, after }) =>
      `${before === undefined ? '+' : a[before]}${after === undefined ? '-' : b[after]}`.replace(/^\+(.)/, '+$1'),
    )
    .join(' ')

test.each([
  ['abc', 'abc', 'aa bb cc'],
  ['abc', 'ac', 'aa b- cc'],
  ['ac', 'abc', 'aa +b cc'],
  ['abc', 'axc', 'aa bx cc'],
  ['', 'ab', '+a +b'],
])('%s to %s', (a, b, pairs) => {
  expect(told(a, b)).toBe(pairs)
})

test('every member of both lists is in one pair, in order', () => {
  const letters = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 })
  fc.assert(
    fc.property(letters, letters, (a, b) => {
      const pairs = align(a, b)
      expect(pairs.flatMap((p) => p.before ?? [])).toEqual(a.map((_, i) => i))
      expect(pairs.flatMap((p) => p.after ?? [])).toEqual(b.map((_, i) => i))
    }),
  )
})
