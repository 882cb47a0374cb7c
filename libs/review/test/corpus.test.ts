import { expect, test } from 'vitest'
import { runs } from '@slipway/core/runs'
import { dice, mutate, type Mutation } from './corpus.ts'
import { estates } from './estates.ts'
import { misreported, tryMutations } from './reported.ts'
import { sampleTree } from './sample-tree.ts'

const tries = runs(600, 2000)

// All of them, 12,000 and more, run by `npx slipway mutations`.
test('any single change of the sample tree is told, and formatting alone never is', () => {
  const { judged, formatting, wrong } = tryMutations(sampleTree, tries, dice(Number(process.env['SEED'] ?? 1)), mutate)
  expect(wrong).toEqual([])
  expect(judged).toBe(tries)
  expect(formatting).toBeGreaterThan(tries / 10)
})

test.each(Object.entries(estates))('of a repository that is not ours, too: %s', (_, files) => {
  expect(files.size).toBeGreaterThan(50)
  expect(tryMutations(files, 40, dice(Number(process.env['SEED'] ?? 1)), mutate).wrong).toEqual([])
})

test('the judge itself finds what is told wrongly', () => {
  const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n'
  const one = (after: string, formatting: boolean): Mutation => ({
    what: '',
    before: new Map([['a.yaml', text]]),
    after: new Map([['a.yaml', after]]),
    formatting,
    path: 'a.yaml',
  })
  expect(misreported(one(text, true), [])).toBeUndefined()
  expect(misreported(one(`${text}data: {a: b}\n`, false), [])).toBeUndefined()
  expect(misreported(one(text, false), [])).toMatch(/^not told/)
  expect(misreported(one(`${text}data: {a: b}\n`, true), [])).toMatch(/^writing alone is told/)
})
