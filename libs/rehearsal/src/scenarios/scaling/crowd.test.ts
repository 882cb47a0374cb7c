import { describe, expect, it } from 'vitest'
import { objectsIn } from '../../cluster/objects-in.ts'
import { crowd } from './crowd.ts'

const app = (team: string, name: string) => ({
  team,
  name,
  folder: `clusters/dev/${team}/${name}`,
  application: `${team}-${name}`,
})
const tree = new Map([
  [
    'clusters/dev/shop/namespace/namespace-shop.yaml',
    'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { team: shop } }\n',
  ],
  [
    'clusters/dev/shop/shop-front/service-shop-front.yaml',
    [
      'apiVersion: v1',
      'kind: Service',
      'metadata: { name: shop-front, namespace: shop }',
      'spec: { selector: { app: shop-front }, externalName: shop-front-stable.shop.svc, ports: [{ name: http, port: 80 }] }',
    ].join('\n'),
  ],
])
const argocd = new Map([
  ['argocd/dev/appproject-shop.yaml', 'apiVersion: argoproj.io/v1alpha1\nkind: AppProject\nmetadata: { name: shop }\n'],
  [
    'argocd/dev/applicationset-shop.yaml',
    'apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: { name: shop }\nspec: { path: clusters/dev/shop/* }\n',
  ],
  [
    'argocd/dev/applicationset-finance.yaml',
    'apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: { name: finance }\n',
  ],
])
const made = crowd(tree, argocd, { cluster: 'dev', apps: [app('shop', 'shop-front')], count: 5, team: 2 })

describe('crowd', () => {
  it('is as many apps as asked for, so many to a team, none twice', () => {
    expect(made.apps.map(({ team }) => team)).toEqual(['shop-01', 'shop-01', 'shop-02', 'shop-02', 'shop-03'])
    expect(new Set(made.apps.map(({ application }) => application)).size).toBe(5)
    expect(made.apps[2]).toEqual(app('shop-02', 'shop-front-003'))
  })

  it("has each team with its own folders, project and ApplicationSet, and no other team's", () => {
    expect([...made.argocd.keys()].sort()).toEqual(
      ['shop-01', 'shop-02', 'shop-03']
        .flatMap((team) => [`argocd/dev/applicationset-${team}.yaml`, `argocd/dev/appproject-${team}.yaml`])
        .sort(),
    )
    expect([...made.tree.keys()].filter((file) => file.includes('/namespace/'))).toHaveLength(3)
    expect(objectsIn(made.argocd.get('argocd/dev/applicationset-shop-02.yaml') ?? '')).toEqual([
      {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'ApplicationSet',
        metadata: { name: 'shop-02' },
        spec: { path: 'clusters/dev/shop-02/*' },
      },
    ])
  })

  it('renames the app and the team in every word, and nothing else', () => {
    expect(objectsIn(made.tree.get('clusters/dev/shop-02/shop-front-003/service-shop-front-003.yaml') ?? '')).toEqual([
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'shop-front-003', namespace: 'shop-02' },
        spec: {
          selector: { app: 'shop-front-003' },
          externalName: 'shop-front-003-stable.shop-02.svc',
          ports: [{ name: 'http', port: 80 }],
        },
      },
    ])
  })
})
