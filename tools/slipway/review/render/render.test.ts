import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, expect } from 'vitest'
import {
  application,
  chart,
  deployment,
  inTree,
  overlays,
  programs,
  registry,
  root,
  template,
  told,
  type Tree,
  clean,
  test,
} from './test/render-kit.ts'

afterAll(clean)

test('a base is told in each of its overlays, with what they make of it', async () => {
  const { names, json, code } = await told(overlays, {
    ...overlays,
    'apps/web/base/deployment.yaml': deployment.replace('web:1', 'web:2').replace('replicas: 3', 'replicas: 1'),
  })
  expect(names).toEqual([
    'prod/Deployment/web spec.template.spec.containers[web].image',
    'staging/Deployment/web spec.replicas,spec.template.spec.containers[web].image',
  ])
  expect(json.files).toEqual([
    expect.objectContaining({ path: 'apps/web/base/deployment.yaml', can: expect.stringContaining('kustomize') }),
  ])
  expect(json.unrendered).toEqual([])
  expect(code).toBe(0)
})

const fluxed =
  'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: a, namespace: b}\nspec: {path: prod}\n'
const beside = (more: Tree = {}, base = 'resources: [../web/deployment.yaml]\n') => ({
  'web/deployment.yaml': deployment,
  'prod/kustomization.yaml': base,
  ...more,
})
test.each<[string, Tree, string[], string[]]>([
  ['Flux', beside({ 'flux.yaml': fluxed }), ['/Deployment/web spec.replicas'], []],
  [
    "Flux, and a transformer of kustomize's own",
    beside(
      {
        'flux.yaml': fluxed,
        'prod/labels.yaml':
          'apiVersion: builtin\nkind: LabelTransformer\nmetadata: {name: l}\nlabels: {a: b}\nfieldSpecs: [{path: metadata/labels, create: true}]\n',
      },
      'resources: [../web/deployment.yaml]\ntransformers: [labels.yaml]\n',
    ),
    ['/Deployment/web spec.replicas'],
    [],
  ],
  ['kustomize by itself', beside(), ['/Deployment/web spec.replicas'], ['failed']],
  [
    'Flux, and a word that leads out of the tree',
    beside(
      { 'flux.yaml': fluxed },
      'resources: [../web/deployment.yaml]\nconfigMapGenerator: [{name: a, files: [a=/etc/hostname]}]\n',
    ),
    ['/Deployment/web spec.replicas'],
    ['failed'],
  ],
])('a kustomization that reads files beside its folder: %s', async (_, tree, names, codes) => {
  const done = await told(tree, { ...tree, 'web/deployment.yaml': deployment.replace('replicas: 3', 'replicas: 5') })
  expect(done.names.map((one) => one.replace(/^[^/]*/, ''))).toEqual(names)
  expect(done.json.unrendered.map(({ code }) => code)).toEqual(codes)
})

test('an object of a plain file is the same one when its folder becomes a kustomization, and when it is none any more', async () => {
  const plain = { 'web/deployment.yaml': deployment.replace('metadata: {name: web}', 'metadata:\n  name: web') }
  const built = {
    'web/deployment.yaml': plain['web/deployment.yaml'].replace('replicas: 3', 'replicas: 5'),
    'web/kustomization.yaml': 'namespace: shop\nresources: [deployment.yaml]\n',
  }
  expect((await told(plain, built)).names).toEqual(['/Deployment/web spec.replicas'])
  expect((await told(built, plain)).names).toEqual(['/Deployment/web spec.replicas'])
})

test('what differs in a kustomization is told as that, though an Application asks for it from now on', async () => {
  const tree = {
    'web/kustomization.yaml': 'resources: [deployment.yaml, other.yaml]\n',
    'web/other.yaml': deployment.replace('name: web', 'name: other'),
    'web/deployment.yaml': deployment,
  }
  const after = {
    ...tree,
    'web/deployment.yaml': deployment.replace('replicas: 3', 'replicas: 5'),
    'a.yaml': application('web', 'path: web'),
  }
  expect((await told(tree, after)).names.toSorted()).toEqual([
    '/Application/web ',
    'prod/Deployment/other ',
    'prod/Deployment/web spec.replicas',
  ])
})

test('environments are compared by what is rendered, unchanged overlays included', async () => {
  const { json, names } = await told(overlays, {
    ...overlays,
    'apps/web/overlays/staging/kustomization.yaml':
      'namespace: shop\nresources: [../../base]\nimages: [{name: a.example/web, newTag: "2"}]\n',
  })
  expect(names).toEqual(['staging/Deployment/web spec.template.spec.containers[web].image'])
  expect(json.drift.map(({ text }) => text)).toEqual([expect.stringContaining('staging')])
})

test('a kustomization that is written otherwise changes nothing', async () => {
  const { names, json } = await told(overlays, {
    ...overlays,
    'apps/web/base/kustomization.yaml': '# words\nresources:\n  - ./deployment.yaml\n',
  })
  expect([names, json.level, json.files.length]).toEqual([[], 'none', 1])
})

test.each<readonly [string, Tree, Tree, readonly string[]]>([
  [
    'its values',
    { ...chart(template), 'a.yaml': inTree(', helm: {valuesObject: {replicas: 2}}') },
    { ...chart(template), 'a.yaml': inTree(', helm: {valuesObject: {replicas: 4}}') },
    ['prod/Deployment/api spec.replicas', '/Application/api spec.source.helm.valuesObject.replicas'],
  ],
  [
    'its values as text',
    { ...chart(template), 'a.yaml': inTree(', helm: {values: "replicas: 2"}') },
    { ...chart(template), 'a.yaml': inTree(', helm: {values: "replicas: 4"}') },
    ['prod/Deployment/api spec.replicas', '/Application/api spec.source.helm.values'],
  ],
  [
    'a parameter',
    { ...chart(template), 'a.yaml': inTree() },
    { ...chart(template), 'a.yaml': inTree(', helm: {parameters: [{name: replicas, value: "4"}]}') },
    ['prod/Deployment/api spec.replicas', '/Application/api spec.source.helm'],
  ],
  [
    'a value file beside it',
    {
      ...chart(template),
      'a.yaml': inTree(', helm: {valueFiles: [../../values/prod.yaml]}'),
      'values/prod.yaml': 'replicas: 2\n',
    },
    {
      ...chart(template),
      'a.yaml': inTree(', helm: {valueFiles: [../../values/prod.yaml]}'),
      'values/prod.yaml': 'replicas: 4\n',
    },
    ['prod/Deployment/api spec.replicas'],
  ],
  [
    'its template',
    { ...chart(template), 'a.yaml': inTree() },
    { ...chart(template.replace('web:1', 'web:2')), 'a.yaml': inTree() },
    ['prod/Deployment/api spec.template.spec.containers[web].image'],
  ],
  [
    'its template, written otherwise',
    { ...chart(template), 'a.yaml': inTree() },
    { ...chart(`{{/* words */}}\n${template}`), 'a.yaml': inTree() },
    [],
  ],
  [
    'an ApplicationSet',
    { ...chart(template), 'a.yaml': set('2') },
    { ...chart(template), 'a.yaml': set('4') },
    [
      'prod/Deployment/api-prod spec.replicas',
      '/ApplicationSet/api spec.template.spec.source.helm.valuesObject.replicas',
    ],
  ],
])('a chart of the tree: %s', async (_, before, after, expected) => {
  const { names, json, code } = await told(before, after)
  expect(names.toSorted()).toEqual(expected.toSorted())
  expect([json.unrendered, json.issues, code]).toEqual([[], [], 0])
})

test('values that no Application here names are told by themselves: who installs the chart with them is not here', async () => {
  const side = (replicas: string) => ({ ...chart(template), 'charts/api/values-prod.yaml': `replicas: ${replicas}\n` })
  const { names } = await told(side('2'), side('9'))
  expect(names.filter((name) => name.includes('replicas'))).toEqual([expect.stringContaining('values-prod.yaml')])
})

function set(replicas: string): string {
  const spec = `{project: default, destination: {name: "{{.env}}", namespace: shop}, source: {repoURL: r, path: charts/api, helm: {valuesObject: {replicas: ${replicas}}}}}`
  return `apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: api, namespace: argocd}\nspec: {goTemplate: true, generators: [{list: {elements: [{env: prod}]}}], template: {metadata: {name: "api-{{.env}}"}, spec: ${spec}}}\n`
}

test('a chart of a registry is never unknown in silence: what to run for both versions', async () => {
  const { json, code } = await told({ 'a.yaml': registry('1.0.0') }, { 'a.yaml': registry('1.1.0') })
  expect(json.unrendered).toEqual([
    expect.objectContaining({
      name: 'loki',
      code: 'no-network',
      commands: ['1.0.0', '1.1.0'].map(
        (version) =>
          `helm template loki loki --repo https://charts.example --version ${version} --namespace=shop --include-crds`,
      ),
    }),
  ])
  expect([json.level, code]).toEqual(['medium', 0])
  const none = await told({ 'a.yaml': registry('1.0.0') }, { 'a.yaml': registry('1.0.0').replace('default', 'other') })
  expect(none.json.unrendered).toEqual([])
})

test('what CI rendered counts, by chart, version and values', async () => {
  const cache = path.join(root, 'cache')
  // The chart lies in a registry of the test, which is a folder of a web server in CI; here it is filled by hand.
  const seen = async (values: string) =>
    told({ 'a.yaml': registry('1.0.0') }, { 'a.yaml': registry('1.1.0', values) }, { ...programs, rendered: cache })
  const { cachedName } = await import('./arguments.ts')
  const source = (version: string) => ({
    tool: 'helm' as const,
    name: 'loki',
    path: '',
    location: { cluster: '', team: '', app: '', folder: '' },
    chart: { from: 'registry' as const, repository: 'https://charts.example', name: 'loki', version },
    release: 'loki',
    namespace: 'shop',
    valueFiles: [],
    values: undefined,
    valuesAt: 'spec.source.helm' as const,
    parameters: [],
    withDefinitions: true,
  })
  mkdirSync(cache, { recursive: true })
  writeFileSync(path.join(cache, cachedName(source('1.0.0'))), deployment)
  writeFileSync(path.join(cache, cachedName(source('1.1.0'))), deployment.replace('web:1', 'web:2'))
  const { names, json } = await seen('')
  expect(names).toEqual([
    '/Application/loki spec.source.targetRevision',
    'prod/Deployment/web spec.template.spec.containers[web].image',
  ])
  expect(json.entries.flatMap(({ effects }) => effects.map(({ code }) => code))).toContain('chart-rendered')
  expect((await seen(', helm: {values: "a: 1"}')).json.unrendered.map(({ code }) => code)).toEqual(['no-network'])
})

test.each<readonly [string, Tree, Tree, readonly string[]]>([
  ['its own values', chart(template), chart(template, 'replicas: 4\n'), ['/Deployment/api spec.replicas']],
  [
    'not what Applications ask for',
    { ...chart(template), 'a.yaml': inTree() },
    { ...chart(template, 'replicas: 4\n'), 'a.yaml': inTree() },
    ['prod/Deployment/api spec.replicas'],
  ],
  [
    'with a chart that is a part of it',
    {
      ...chart(template),
      'charts/api/charts/part/Chart.yaml': 'apiVersion: v2\nname: part\nversion: 1.0.0\n',
      'charts/api/charts/part/templates/a.yaml': template
        .replaceAll('web', 'part')
        .replace('.Release.Name', '.Chart.Name')
        .replace('.Values.replicas', '1'),
    },
    {
      ...chart(template),
      'charts/api/charts/part/Chart.yaml': 'apiVersion: v2\nname: part\nversion: 1.0.0\n',
      'charts/api/charts/part/templates/a.yaml': template
        .replaceAll('web', 'part')
        .replace('.Release.Name', '.Chart.Name')
        .replace('.Values.replicas', '2'),
    },
    ['/Deployment/part spec.replicas'],
  ],
  [
    'a library',
    { ...chart('{{/* a */}}'), 'charts/api/Chart.yaml': 'apiVersion: v2\nname: api\nversion: 1.0.0\ntype: library\n' },
    { ...chart('{{/* b */}}'), 'charts/api/Chart.yaml': 'apiVersion: v2\nname: api\nversion: 1.0.0\ntype: library\n' },
    [],
  ],
])('a chart that nobody here installs: %s', async (_, before, after, expected) => {
  const { names, json } = await told(before, after)
  expect([names, json.unrendered]).toEqual([expected, []])
})
