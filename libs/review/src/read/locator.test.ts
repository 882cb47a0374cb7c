import { expect, test } from 'vitest'
import { inputOf, review } from '../review.ts'
import { readSettings } from '../risks/settings.ts'
import { entitiesOf } from './entity.ts'
import { factsOfSettings, locator } from './locator.ts'

const settings = readSettings(`clusters:
  - {name: lab, environment: dev, paths: [sites/one]}
  - {name: shop-a, environment: production, region: eu-west-1, paths: ["sites/two/**", "*/two-only"], destinations: [https://10.0.0.2]}
  - {name: shop-b, environment: production, region: us-east-1, paths: [sites/three]}
`)
const clusters = settings.ok ? settings.value.clusters : []
const application = (name: string, path: string, destination: string) =>
  `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: ${name}}\nspec: {destination: {${destination}}, source: {path: ${path}}}\n`
const applications = entitiesOf(
  'a.yaml',
  [
    application('web', 'services/web', 'name: prod-eu'),
    application('api', './services/api/', 'server: https://10.0.0.2'),
    application('lone', 'services/lone', 'server: https://k8s.example:6443'),
    application('own', 'services/own', 'server: https://kubernetes.default.svc'),
    application('twice-a', 'services/twice', 'name: a'),
    application('twice-b', 'services/twice', 'name: b'),
  ].join('---\n'),
).entities

test.each([
  ['sites/one/web.yaml', 'lab', ''],
  ['sites/two/deep/er/web.yaml', 'shop-a', ''],
  ['x/two-only/web.yaml', 'shop-a', ''],
  ['sites/onetwo/web.yaml', '', ''],
  ['services/web/deep/d.yaml', 'prod-eu', 'web'],
  ['services/api/d.yaml', 'shop-a', 'api'],
  ['services/lone/d.yaml', 'k8s.example', 'lone'],
  ['services/own/d.yaml', '', ''],
  ['services/twice/d.yaml', '', ''],
  ['apps/web/overlays/prod/d.yaml', 'prod', 'web'],
])('%s', (path, cluster, app) => {
  expect(locator(clusters, applications)(path)).toMatchObject({ cluster, app })
})

test("an Application's objects go to its destination, wherever it stands itself", () => {
  const locate = locator(clusters, [])
  expect(locate('argo/a.yaml', { server: 'https://10.0.0.2' }).cluster).toBe('shop-a')
  expect(locate('argo/a.yaml', { name: 'in-cluster' }).cluster).toBe('')
  expect(locate('sites/one/a.yaml', {}).cluster).toBe('lab')
})

const workload = (image: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: web, image: "x/web:${image}"}]}}}\n`

test('regions of prod and drift between environments, by a few lines of settings', () => {
  const files = (a: string, b: string) =>
    new Map([
      ['sites/one/web.yaml', workload('1')],
      ['sites/two/web.yaml', workload(a)],
      ['sites/three/web.yaml', workload(b)],
    ])
  const more = { fleet: factsOfSettings(clusters), locate: locator(clusters) }
  const done = review(inputOf(files('1', '1'), files('2', '2'), more))
  expect(done.blast.prodRegions).toEqual(['eu-west-1', 'us-east-1'])
  expect(done.risks.map(({ code }) => code)).toEqual(['all-regions'])
  expect(done.drift.map(({ code, data }) => [code, data])).toEqual(
    ['shop-a', 'shop-b'].map((name) => ['versions', { clusters: ['lab', name], versions: [':1', ':2'] }]),
  )
})

test.each([
  ['clusters: [{name: a, region: 1}]', 'clusters[0].region', 'the name of its region'],
  ['clusters: [{name: a}, {name: a}]', 'clusters', 'names that differ'],
  ['clusters: [{environment: a}]', 'clusters[0].name', 'the name of a cluster'],
  ['cluster: []', '', 'clusters'],
])('%s is told', (text, at, want) => {
  const read = readSettings(text)
  const told = read.ok ? [] : read.issues
  expect(told.map((one) => one.at)).toEqual([at === '' ? expect.any(String) : at])
  expect(JSON.stringify(told)).toContain(want)
})
