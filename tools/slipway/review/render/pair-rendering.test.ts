import { afterAll, expect } from 'vitest'
import { clean, overlays, test, told, type Tree } from './test/render-kit.ts'

afterAll(clean)

test.each<[string, Tree, string, string]>([
  ['a file that is not there any more', { 'apps/web/base/deployment.yaml': '' }, 'broken', 'high'],
  [
    'a patch of nothing',
    {
      'apps/web/base/kustomization.yaml':
        'resources: [deployment.yaml]\npatches: [{target: {kind: Job}, patch: "a: ["}]\n',
    },
    'broken',
    'high',
  ],
  [
    'a generator of somebody else, which runs where it is applied',
    {
      'apps/web/base/kustomization.yaml': 'resources: [deployment.yaml]\ngenerators: [secret.yaml]\n',
      'apps/web/base/secret.yaml': 'apiVersion: viaduct.ai/v1\nkind: ksops\nmetadata: {name: s}\n',
    },
    'failed',
    'medium',
  ],
  [
    'a file of an address',
    {
      'apps/web/base/kustomization.yaml':
        'resources: [deployment.yaml]\nconfigMapGenerator: [{name: a, files: [a=https://a.example/b]}]\n',
    },
    'remote-base',
    'medium',
  ],
])('a kustomization that was rendered before and is not now: %s', async (_, more, code, level) => {
  const after = Object.fromEntries(Object.entries({ ...overlays, ...more }).filter(([, text]) => text !== ''))
  const { json } = await told(overlays, after)
  const [first] = json.unrendered
  expect([
    first?.code,
    json.risks.find((one) => one.code === (code === 'broken' ? 'rendered-no-more' : 'not-rendered'))?.level,
  ]).toEqual([code, level])
})
