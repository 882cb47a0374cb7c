import { expect, test } from 'vitest'
import { effectCases } from './effect-cases.ts'
import { noReleases, review } from './review.ts'

const told = (before: string, after: string) =>
  review({
    before: new Map([['a.yaml', before]]),
    after: new Map([['a.yaml', after]]),
    same: new Map(),
    paths: ['a.yaml'],
    releases: noReleases,
    fleet: new Map(),
    issues: [],
    others: [],
  })
    .entries.flatMap(({ effects }) => effects.map(({ kind }) => kind))
    .sort()

test('the table is not a short one', () => {
  expect(effectCases.length).toBeGreaterThanOrEqual(60)
})

test.each(effectCases.map((one) => [one.what, one] as const))('%s', (_, { before, after, effects }) => {
  expect(told(before, after)).toEqual([...effects].sort())
})
