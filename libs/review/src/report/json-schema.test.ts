import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { effectCases } from '../../test/effect-cases.ts'
import { inputOfCase } from '../../test/risk-case.ts'
import { riskCases } from '../../test/risk-cases/all.ts'
import { inputOf, review } from '../review.ts'
import { asJson } from './json.ts'
import { jsonSchema, reviewJson } from './json-schema.ts'

test('the published schema is the one of the code: npx slipway review --schema writes it', () => {
  const file = path.resolve(import.meta.dirname, '../../review.schema.json')
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(jsonSchema()))
})

test('every review keeps to it', () => {
  const files = (text: string) => new Map([['clusters/dev/shop/web/a.yaml', text]])
  const inputs = [
    ...riskCases.filter((_, i) => i % 8 === 0).map(inputOfCase),
    ...effectCases.filter((_, i) => i % 8 === 0).map(({ before, after }) => inputOf(files(before), files(after))),
    inputOf(files('a: {{ x }}'), files('a: 1'), { files: [{ path: 'a.txt', before: undefined, after: undefined }] }),
  ]
  for (const input of inputs) {
    const read = reviewJson.safeParse(JSON.parse(asJson(review(input))))
    expect(read.success ? [] : read.error.issues).toEqual([])
  }
})

test('what is no review does not', () => {
  const json = JSON.parse(asJson(review(inputOf(new Map(), new Map())))) as Record<string, unknown>
  expect(reviewJson.safeParse(json).success).toBe(true)
  for (const key of Object.keys(json))
    expect([key, reviewJson.safeParse({ ...json, [key]: undefined }).success]).toEqual([key, false])
  expect(reviewJson.safeParse({ ...json, more: 1 }).success).toBe(false)
})
