import { expect, test } from 'vitest'
import { asHtml } from '../report/html.ts'
import { asJson } from '../report/json.ts'
import { asMarkdown } from '../report/markdown.ts'
import { asText } from '../report/text.ts'
import { inputOf, review } from '../review.ts'

const secret = (value: string, more = '') =>
  `apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: shop${more}}\nstringData: {pw: ${value}}\n`
const beside = (value: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {a: ${value}}\n`

test.each<[string, string, string]>([
  ['another value', secret('hunter2'), secret('hunter3')],
  ['added', '', secret('hunter3')],
  ['removed', secret('hunter2'), ''],
  ['all of its data is added', secret('hunter2').replace(/stringData.*/, ''), secret('hunter3')],
  ['in data', secret('hunter2').replace('stringData', 'data'), secret('hunter3').replace('stringData', 'data')],
  ['a list', secret('[hunter2]'), secret('[hunter3, hunter4]')],
  ['a word on which readers disagree', secret('hunter2'), secret('0o17')],
  ['a field that nobody knows', secret('hunter2'), `${secret('hunter2')}other: {a: [hunter3]}\n`],
  [
    "kubectl's copy",
    secret('hunter2'),
    secret('hunter2', ', annotations: {kubectl.kubernetes.io/last-applied-configuration: hunter3}'),
  ],
  ['an object beside it', `${secret('hunter2')}---\n${beside('x')}`, `${secret('hunter2')}---\n${beside('z')}`],
  ['no version', secret('hunter2').replace('apiVersion: v1\n', ''), secret('hunter3').replace('apiVersion: v1\n', '')],
  [
    'JSON',
    '{"apiVersion":"v1","kind":"Secret","metadata":{"name":"s"},"stringData":{"a":"hunter2"}}',
    '{"apiVersion":"v1","kind":"Secret","metadata":{"name":"s"},"stringData":{"a":"hunter3"}}',
  ],
  [
    'sealed before',
    'apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: {name: s, namespace: shop}\nspec: {}\n',
    secret('hunter3'),
  ],
])('no report has a value of a Secret: %s', (_, before, after) => {
  const files = (text: string) => new Map(text === '' ? [] : [['clusters/dev/shop/web/a.yaml', text]])
  const done = review(inputOf(files(before), files(after)))
  expect(done.changes.length).toBeGreaterThan(0)
  for (const report of [asText(done), asMarkdown(done), asJson(done), asHtml(done)])
    expect(report).not.toMatch(/hunter\d|0o17/)
})

test('what is encrypted, and what an object beside it says, is shown', () => {
  const done = review(
    inputOf(
      new Map([['a.yaml', secret('"ENC[a]"') + '---\n' + beside('x')]]),
      new Map([['a.yaml', secret('"ENC[b]"') + '---\n' + beside('z')]]),
    ),
  )
  expect(asText(done)).toContain('"ENC[a]" -> "ENC[b]"')
  expect(asHtml(done)).toContain('+    \\"a\\": \\"z\\"')
})
