import { expect, test } from 'vitest'
import { effectCases } from '../../test/effect-cases.ts'
import { inputOf, review } from '../review.ts'

/** The kinds of effect that review tells, each once. */
function told(before: string, after: string, beside: string): readonly string[] {
  const [was, is] = [before, after].map(
    (text) =>
      new Map([
        ['a.yaml', text],
        ['b.yaml', beside],
      ]),
  ) as [Map<string, string>, Map<string, string>]
  return [...new Set(review(inputOf(was, is)).groups.flatMap(({ effects }) => effects.map(({ kind }) => kind)))].sort()
}

test('the table is not a short one, and no two cases have one name', () => {
  expect(effectCases.length).toBeGreaterThanOrEqual(60)
  expect(new Set(effectCases.map(({ what }) => what)).size).toBe(effectCases.length)
})

test.each(effectCases.map((one) => [one.what, one] as const))('%s', (_, { before, after, beside, effects }) => {
  expect(told(before, after, beside)).toEqual([...effects].sort())
})
