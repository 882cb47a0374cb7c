import { expect, test } from 'vitest'
import { inputOfCase } from '../../test/risk-case.ts'
import { riskCases } from '../../test/risk-cases/all.ts'
import { review } from '../review.ts'
import { explain, explainable } from './explain.ts'
import { explanations } from './explanations.ts'
import { riskSentences } from './risk-sentences.ts'

test('whatever a review tells can be explained', () => {
  expect(explainable.filter((code) => explain(code) === undefined)).toEqual([])
  expect(explain('nosuch')).toBeUndefined()
})

test.each([
  ['fewer-pods', ['the fewest pods of an app', 'https://keda.sh/', 'no-pods: it may have no pods at all']],
  ['no-pods', ['no-pods: a reason of', 'fewer-pods: a risk']],
  ['certificate', ['Certificate: spec.** -> traffic', 'https://cert-manager.io/']],
  ['recreate', ['"deleted and made anew" in reports', 'role-ref-recreated']],
  [
    'alb.ingress.kubernetes.io/scheme',
    ['the AWS load balancer controller', 'high where the value matches ^internet-facing$'],
  ],
  ['external-dns.alpha.kubernetes.io/hostname', ['external-dns', 'risk     medium']],
])('%s', (code, texts) => {
  for (const text of texts) expect(explain(code)).toContain(text)
})

test('each reason is explained by the rules that give it, and by no other', () => {
  const given = new Map<string, Set<string>>()
  for (const one of riskCases) {
    const done = review(inputOfCase(one))
    for (const { rule, code } of [...done.risks, ...done.groups.flatMap(({ risks }) => risks)])
      given.set(code, (given.get(code) ?? new Set()).add(rule))
  }
  const told = (code: string) =>
    Object.entries(explanations).flatMap(([rule, { codes }]) => (codes.some((one) => one === code) ? [rule] : []))
  for (const [code, rules] of given) expect([code, told(code).sort()]).toEqual([code, [...rules].sort()])
  expect(Object.keys(riskSentences).filter((code) => told(code).length === 0)).toEqual([])
})
