import { afterAll, expect } from 'vitest'
import { chart, clean, template, test, told, type Tree } from './test/render-kit.ts'

afterAll(clean)

const ofFlux = (group: string, kind: string, name: string, spec: string) =>
  `apiVersion: ${group}\nkind: ${kind}\nmetadata: {name: ${name}, namespace: shop}\nspec: ${spec}\n`
const release = (replicas: number) =>
  ofFlux(
    'helm.toolkit.fluxcd.io/v2',
    'HelmRelease',
    'api',
    `{interval: 5m, chart: {spec: {chart: ./charts/api, sourceRef: {kind: GitRepository, name: a}}}, values: {replicas: ${replicas}}}`,
  )
const released = (base: number, prod: string): Tree => ({
  ...chart(template),
  'apps/base/release.yaml': release(base),
  'apps/base/kustomization.yaml': 'resources: [release.yaml]\n',
  'apps/staging/kustomization.yaml': 'resources: [../base]\n',
  'apps/prod/kustomization.yaml': 'resources: [../base]\npatches: [{path: values.yaml}]\n',
  'apps/prod/values.yaml': ofFlux('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'api', prod),
})

test.each<[string, Tree, Tree, readonly string[]]>([
  [
    'its overlay says another value',
    released(3, '{values: {replicas: 5}}'),
    released(3, '{values: {replicas: 0}}'),
    ['prod/Deployment/api spec.replicas'],
  ],
  [
    'its base says another value, which the overlay says, too',
    released(3, '{values: {replicas: 5}}'),
    released(2, '{values: {replicas: 5}}'),
    ['/Deployment/api spec.replicas'],
  ],
  [
    'its chart is another',
    released(3, '{values: {replicas: 5}}'),
    { ...released(3, '{values: {replicas: 5}}'), ...chart(template.replace('web:1', 'web:2')) },
    [
      '/Deployment/api spec.template.spec.containers[web].image',
      'prod/Deployment/api spec.template.spec.containers[web].image',
    ],
  ],
])(
  'a release of Flux that an overlay patches is rendered with the values of both: %s',
  async (_, before, after, wanted) => {
    const { names, json } = await told(before, after)
    expect(names.filter((name) => name.includes('Deployment')).toSorted()).toEqual(wanted)
    expect(json.unrendered).toEqual([])
  },
)
