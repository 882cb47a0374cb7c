import { expect, test } from 'vitest'
import { riskSentences } from '../src/report/risk-sentences.ts'
import { risksOfCase } from './risk-case.ts'
import { riskCases } from './risk-cases/all.ts'

test.each(riskCases.map((one) => [one[0], one] as const))('%s', (_, one) => {
  expect(risksOfCase(one)).toEqual(one.slice(3).toSorted())
})

/** What a whole tree is needed for; review.test.ts has these. */
const elsewhere = ['all-regions', 'image-unproved', 'many-apps', 'routes-and-image', 'runs-on']

test('every reason of a risk has a case, and no two cases have one name', () => {
  const codes = riskCases.flatMap(([, , , ...risks]) => risks.map((risk) => risk.split(' ')[1]))
  expect([...new Set([...codes, ...elsewhere])].sort()).toEqual(Object.keys(riskSentences).sort())
  const names = riskCases.map(([name]) => name)
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
})
