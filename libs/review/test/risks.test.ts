import { expect, test } from 'vitest'
import { explanations } from '../src/report/explain/explanations.ts'
import { riskSentences } from '../src/report/risk-sentences.ts'
import { risksIn } from './risk-case.ts'
import { riskCases } from './risk-cases/all.ts'

const explained = Object.entries(explanations).flatMap(([rule, { codes }]) => codes.map((code) => `${rule} ${code}`))

test.each(riskCases.map((one) => [one[0], one] as const))('%s', (_, one) => {
  const risks = risksIn(one)
  expect([...new Set(risks.map(({ level, code }) => `${level} ${code}`))].sort()).toEqual(one.slice(3).toSorted())
  // `--explain` tells each reason with the rule that gives it.
  expect(explained).toEqual(expect.arrayContaining(risks.map(({ rule, code }) => `${rule} ${code}`)))
})

/** What a whole tree is needed for; review.test.ts has these. */
const elsewhere = [
  'all-regions',
  'image-unproved',
  'many-apps',
  'not-rendered',
  'rendered-no-more',
  'routes-and-image',
  'runs-on',
  'team-changed',
]

test('every reason of a risk has a case and an explanation, and no two cases have one name', () => {
  const codes = riskCases.flatMap(([, , , ...risks]) => risks.map((risk) => risk.split(' ')[1]))
  const all = Object.keys(riskSentences).sort()
  expect([...new Set([...codes, ...elsewhere])].sort()).toEqual(all)
  expect([...new Set(explained.map((one) => one.split(' ')[1]))].sort()).toEqual(all)
  const names = riskCases.map(([name]) => name)
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
})

test('each subject has six cases or more, and half of them are about a danger', () => {
  const bySubject = Map.groupBy(riskCases, ([name]) => name.split(':')[0] ?? '')
  const few = [...bySubject].filter(
    ([, all]) => all.length < 6 || all.filter((one) => one.length > 3).length * 2 < all.length,
  )
  expect(few.map(([subject]) => subject)).toEqual([])
})
