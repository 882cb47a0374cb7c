import { expect, test } from 'vitest'
import { explain, explainable } from './explain.ts'
import { explainedFiles } from './explained-files.ts'
import { listTables } from './tables.ts'

test('whatever a review tells can be explained', () => {
  expect(explainable.filter((code) => explain(code) === undefined)).toEqual([])
  expect(explain('nosuch')).toBeUndefined()
})

test('reasons of files are in the table of rules, each with why', () => {
  const lines = listTables().split('\n')
  for (const [code, [, why]] of Object.entries(explainedFiles))
    expect(lines.some((line) => line.startsWith(`${code} `) && line.endsWith(why))).toBe(true)
  for (const code of ['made-public', 'grant-added', 'trust-widened', 'resource-added'])
    expect(explainable).toContain(code)
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
  ['made-public', ['a risk of a template of AWS', 'Everybody on the internet']],
  ['trust-widened', ['Others than before may take the role']],
  ['secret-version', ['a reason of', 'secret-source: a risk']],
  ['external-dns.alpha.kubernetes.io/hostname', ['external-dns', 'risk     medium']],
])('%s', (code, texts) => {
  for (const text of texts) expect(explain(code)).toContain(text)
})
