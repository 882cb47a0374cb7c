import type { KubeObject } from '@slipway/core'
import { describe, expect, it } from 'vitest'
import { kustomizeLayers, mergePatch } from './kustomize-layers.ts'

describe('mergePatch', () => {
  const env = (...pairs: readonly (readonly [string, string])[]) => ({
    env: pairs.map(([name, value]) => ({ name, value })),
  })
  it.each([
    [
      'a field that is another, one that is gone and one that is new',
      { a: 1, b: 1 },
      { a: 2, c: 1 },
      { b: null, a: 2, c: 1 },
    ],
    ['the first of a list by its name', env(['A', '1'], ['B', '1']), env(['A', '2'], ['B', '1']), env(['A', '2'])],
    [
      'the whole list for the second, which would come first',
      env(['A', '1'], ['B', '1']),
      env(['A', '1'], ['B', '2']),
      { env: [{ $patch: 'replace' }, ...env(['A', '1'], ['B', '2']).env] },
    ],
    [
      'a list by another key as a whole',
      { ports: [{ a: 1 }] },
      { ports: [{ a: 2 }] },
      { ports: [{ $patch: 'replace' }, { a: 2 }] },
    ],
    ['any other list plainly', { rules: [{ a: 1 }] }, { rules: [{ a: 2 }] }, { rules: [{ a: 2 }] }],
  ])('says %s', (_, from, to, patch) => {
    expect(mergePatch(from, to, true)).toEqual(patch)
  })
  it('replaces lists of custom resources', () => {
    expect(mergePatch(env(['A', '1']), env(['A', '2']), false)).toEqual(env(['A', '2']))
  })
})

describe('kustomizeLayers', () => {
  const deployment = (replicas: number, digest: string) =>
    ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', namespace: 'shop', labels: { app: 'web', tier: 'a' } },
      spec: {
        replicas,
        template: { spec: { containers: [{ name: 'app', image: `r/web@sha256:${digest.repeat(64)}` }] } },
      },
    }) as unknown as KubeObject
  const budget = {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' } },
  } as unknown as KubeObject
  it('says once what is the same everywhere', () => {
    const { base, overlays } = kustomizeLayers(
      new Map([
        ['dev', [deployment(1, 'a')]],
        ['prod', [deployment(2, 'b'), budget]],
      ]),
    )
    expect(base.kustomization).toEqual({
      resources: ['deployment-web.yaml'],
      namespace: 'shop',
      labels: [{ pairs: { app: 'web', tier: 'a' } }],
    })
    expect(JSON.stringify([...base.files])).not.toMatch(/sha256|namespace|tier/)
    expect(overlays.get('dev')?.kustomization).toEqual({
      resources: ['../../base'],
      images: [{ name: 'r/web', digest: `sha256:${'a'.repeat(64)}` }],
    })
    expect(overlays.get('prod')?.kustomization).toEqual({
      resources: ['../../base', 'poddisruptionbudget-web.yaml'],
      patches: [{ path: 'patch-deployment-web.yaml' }],
      images: [{ name: 'r/web', digest: `sha256:${'b'.repeat(64)}` }],
    })
    expect(overlays.get('prod')?.files.get('patch-deployment-web.yaml')).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
      spec: { replicas: 2 },
    })
    expect(overlays.get('prod')?.files.get('poddisruptionbudget-web.yaml')).toEqual(budget)
  })
})
