import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Live } from '../../cluster/kube.ts'
import { differences, expectedApplications, writer } from './adopt-stillness.ts'

describe('differences', () => {
  it.each<[string, unknown, unknown, readonly string[]]>([
    ['a number', { spec: { replicas: 7 } }, { spec: { replicas: 2 } }, ['spec.replicas: 7 -> 2']],
    ['what was not there', { spec: {} }, { spec: { replicas: 2 } }, ['spec.replicas: nothing -> 2']],
    ['what went', { spec: { paused: true } }, { spec: {} }, ['spec.paused: true -> nothing']],
    [
      'a place in a list',
      { spec: { http: [{ weight: 0 }] } },
      { spec: { http: [{ weight: 25 }] } },
      ['spec.http.0.weight: 0 -> 25'],
    ],
    ['another kind of value', { data: { key: 'text' } }, { data: null }, ['data: {"key":"text"} -> null']],
  ])('tells %s', (_, before, after, told) => expect(differences(before, after).map(({ text }) => text)).toEqual(told))

  it('tells nothing of what is the same, and something of everything else', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        expect(differences(one, structuredClone(one))).toEqual([])
        if (JSON.stringify(one) !== JSON.stringify(other) && typeof one !== typeof other)
          expect(differences(one, other).length).toBeGreaterThan(0)
      }),
    )
  })
})

describe('writer', () => {
  const owned = (...managedFields: NonNullable<Live['metadata']['managedFields']>): Live => ({
    apiVersion: 'v1',
    kind: 'Rollout',
    metadata: { name: 'catalog', managedFields },
  })
  const argo = { manager: 'argocd-controller', time: '2026-01-01T00:00:00Z', fieldsV1: { replicas: {} } }
  const scaler = { manager: 'kube-controller-manager', time: '2026-01-01T00:00:05Z', subresource: 'scale' }

  it.each<[string, Live, Live, string]>([
    [
      'the scaler, which took a field from Argo CD',
      owned(argo),
      owned({ ...argo, fieldsV1: {} }, scaler),
      'kube-controller-manager',
    ],
    ['nobody who only reports', owned(argo), owned(argo, { ...scaler, subresource: 'status' }), 'somebody'],
    [
      'both, when both wrote in one second',
      owned(),
      owned(argo, { ...scaler, time: argo.time }),
      'argocd-controller or kube-controller-manager',
    ],
  ])('is %s', (_, before, after, who) => expect(writer(before, after)).toBe(who))
})

describe('expectedApplications', () => {
  const application = (name: string) =>
    `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: ${name}}\n`
  const project = 'apiVersion: argoproj.io/v1alpha1\nkind: AppProject\nmetadata: {name: addons}\n'

  it('is the root, the add-ons, and one for each folder of a team, of this cluster only', () => {
    const files = new Map([
      ['argocd/dev/root.yaml', `${project}---\n${application('root')}`],
      ['argocd/dev/application-keda.yaml', application('addons-keda')],
      ['argocd/prod/application-other.yaml', application('addons-other')],
      ['clusters/dev/shop/catalog/a.yaml', ''],
      ['clusters/dev/shop/catalog/b.yaml', ''],
      ['clusters/dev/platform/nodes/c.yaml', ''],
      ['clusters/prod/shop/orders/d.yaml', ''],
    ])
    expect(expectedApplications(files, 'dev')).toEqual(['addons-keda', 'platform-nodes', 'root', 'shop-catalog'])
  })
})
