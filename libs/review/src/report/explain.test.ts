import { expect, test } from 'vitest'
import { explain, explainable } from './explain.ts'

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
