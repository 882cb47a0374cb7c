import { expect, test } from 'vitest'
import { asJson } from '../report/json.ts'
import { asText } from '../report/text.ts'
import { inputOf, review } from '../review.ts'
import { readSettings } from './settings.ts'

const image = (registry: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec: {template: {spec: {containers: [{name: a, image: ${registry}/web:1}]}}}\n`
const judge = (text: string) => {
  const overrides = readSettings(text)
  const files = (registry: string) => new Map([['dev/a.yaml', image(registry)]])
  return review(
    inputOf(files('a.example'), files('b.example'), { overrides: overrides.ok ? overrides.value.risks : [] }),
  )
}
const rule = (more: string) =>
  `risks:\n  - {rule: image-source, level: low, reason: our own mirror of a.example${more}}\n`

test.each([
  ['by its rule', rule(''), 'low'],
  ['by its reason', rule('').replace('image-source', 'image-source'), 'low'],
  ['for a kind', rule(', kinds: [Deployment]'), 'low'],
  ['for another kind', rule(', kinds: [Job]'), 'high'],
  ['for files', rule(', files: [dev/*]'), 'low'],
  ['for other files', rule(', files: [prod/*]'), 'high'],
  ['for names', rule(', names: ["w*"]'), 'low'],
  ['another rule', rule('').replace('image-source', 'rights'), 'high'],
  [
    'the last one counts',
    `${rule('')}  - {rule: image-source, level: medium, reason: and yet somebody looks}\n`,
    'medium',
  ],
])('%s', (_, text, level) => {
  expect(judge(text).level).toBe(level)
})

test('the reason is shown, with what the rule says', () => {
  const done = judge(rule(''))
  expect(asText(done)).toContain(
    'low: images come from b.example/web: whoever writes there decides what runs (high by the rule; .slipway-review.yaml: our own mirror of a.example)',
  )
  expect(JSON.parse(asJson(done))).toMatchObject({
    entries: [{ risks: [{ level: 'low', overridden: { level: 'high', reason: 'our own mirror of a.example' } }] }],
  })
})

test.each([
  ['risks: [{rule: a, level: none, reason: because we like it}]', 'risks[0].level'],
  ['risks: [{rule: a, level: low, reason: ""}]', 'risks[0].reason'],
  ['risks: [{rule: a, level: low}]', 'risks[0].reason'],
  ['risk: []', 'risk'],
  ['risks: {{ x }}', 'line 1'],
])('%s is refused', (text, at) => {
  const read = readSettings(text)
  expect(read.ok ? [] : read.issues.map((issue) => issue.at)).toContain(at)
})
