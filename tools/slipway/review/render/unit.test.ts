import { afterAll, expect } from 'vitest'
import { application, chart, inTree, overlays, template, told, type Tree, clean, test } from './test/render-kit.ts'

afterAll(clean)

test.each<readonly [string, Tree, string]>([
  [
    'a base elsewhere',
    {
      ...overlays,
      'apps/web/base/kustomization.yaml': 'resources: [deployment.yaml, "https://git.example/x?ref=1"]\n',
    },
    'remote-base',
  ],
  [
    'a generator of somebody else',
    {
      ...overlays,
      'apps/web/base/kustomization.yaml': 'resources: [deployment.yaml]\ngenerators: [secret.yaml]\n',
      'apps/web/base/secret.yaml': 'apiVersion: viaduct.ai/v1\nkind: ksops\nmetadata: {name: s}\nfiles: [a.yaml]\n',
    },
    'failed',
  ],
  [
    'charts within',
    { ...overlays, 'apps/web/base/kustomization.yaml': 'resources: [deployment.yaml]\nhelmCharts: [{name: x}]\n' },
    'needs-plugins',
  ],
  [
    'a file that is not there',
    { ...overlays, 'apps/web/base/kustomization.yaml': 'resources: [deployment.yaml, none.yaml]\n' },
    'broken',
  ],
  ['a template that fails', { ...chart('{{ fail "no" }}'), 'a.yaml': inTree() }, 'broken'],
  [
    'a value file that is not there',
    { ...chart(template), 'a.yaml': inTree(', helm: {valueFiles: [none.yaml]}') },
    'no-file',
  ],
  [
    'files as parameters',
    { ...chart(template), 'a.yaml': inTree(', helm: {fileParameters: [{name: a, path: b}]}') },
    'own-options',
  ],
  [
    'options of its Application',
    { ...overlays, 'a.yaml': application('web', 'path: apps/web/overlays/prod, kustomize: {namePrefix: x-}') },
    'own-options',
  ],
  ['another repository', { 'a.yaml': application('web', 'path: elsewhere, targetRevision: v2') }, 'other-repository'],
])('told why not: %s', async (_, after, code) => {
  const before =
    'a.yaml' in after && !('charts/api/Chart.yaml' in after)
      ? { 'a.yaml': application('web', 'path: elsewhere, targetRevision: v1') }
      : { ...chart(template), ...overlays, 'a.yaml': inTree(', releaseName: x') }
  const { json } = await told(before, after)
  expect(json.unrendered.map((one) => one.code)).toContain(code)
})

test('without its program, a chart of the tree stays refused, with what to run', async () => {
  const before = { ...chart(template), 'a.yaml': inTree() }
  const after = { ...chart(`${template}# more\n`), 'a.yaml': inTree() }
  const { json, code } = await told(before, after, { helm: '/none', kustomize: '/none' })
  expect(json.unrendered).toEqual([
    expect.objectContaining({
      name: 'api',
      commands: ['helm template api ./charts/api --namespace=shop --include-crds'],
    }),
  ])
  expect([json.issues.map((one) => one.code), code]).toEqual([['yaml-template'], 1])
})

test('a chart sees neither files outside of it nor this machine', async () => {
  const reads = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {home: '{{ env "HOME" | default "none" }}'}\n`
  const { json } = await told({ ...chart(template), 'a.yaml': inTree() }, { ...chart(reads), 'a.yaml': inTree() })
  // Helm has no function env.
  expect(json.unrendered.map(({ code, why }) => [code, /function "env" not defined/.test(why)])).toEqual([
    ['broken', true],
  ])
  const outside = await told(
    { ...chart(template), 'a.yaml': inTree() },
    { ...chart(template), 'a.yaml': inTree(', helm: {valueFiles: [../../../../../../etc/hostname]}') },
  )
  expect(outside.json.unrendered.map(({ code }) => code)).toEqual(['no-file'])
})
