import { expect, test } from 'vitest'
import { driftText } from '../report/risk-sentences.ts'
import { inputOf, review } from '../review.ts'

const at = (cluster: string) => `clusters/${cluster}/shop/web/rollout-web.yaml`
const rollout = (sleep: number, image = 'a', version = '1.0.0') =>
  `apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: web, namespace: shop}\nspec:\n  template:\n    metadata: {labels: {app.kubernetes.io/version: ${version}}}\n    spec: {containers: [{name: app, image: ${image}, lifecycle: {preStop: {sleep: {seconds: ${sleep}}}}}]}\n`
const before = new Map(['staging', 'prod-eu'].map((cluster) => [at(cluster), rollout(5)]))
// In the order of promotion.
const fleet = new Map([
  ['staging', { environment: 'staging', region: 'eu', prod: false }],
  ['prod-eu', { environment: 'prod', region: 'eu', prod: true }],
])
const drift = (staging: string, spec?: string) => {
  const input = inputOf(before, new Map([...before, [at('staging'), staging]]), { fleet })
  const done = review({ ...input, specs: new Map(spec === undefined ? [] : [['apps/web/app.ts', spec]]) })
  return done.drift.map((one) => [one.apps.join(', '), one.code, driftText(one)])
}
const differ = [['web', 'fields', 'staging and prod-eu differ now in containers[app].lifecycle.preStop.sleep.seconds']]

test('environments that differ afterwards are told, with their versions', () => {
  expect(drift(rollout(5, 'b', '1.1.0'))).toEqual([['web', 'versions', 'staging runs 1.1.0, prod-eu runs 1.0.0']])
})

test.each([
  ['no spec', undefined, differ],
  ['a spec that asks for it there', "defineApp({ in: { staging: { drain: '6s' } } })", []],
  ['a spec that asks for it elsewhere', "defineApp({ in: { dev: { drain: '6s' } } })", differ],
  ['a spec that asks for something else there', "defineApp({ in: { staging: { cpu: '1' } } })", differ],
])('a field that differs now, with %s', (_, spec, told) => {
  expect(drift(rollout(6), spec)).toEqual(told)
})
