import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Cluster, Fleet } from '@slipway/fleet'
import { affectedApps, appsIn, chooseApps, chooseCluster } from './choice.ts'

const paths = [
  'clusters/prod/shop/catalog/rollout-catalog.yaml',
  'clusters/prod/shop/catalog/service-catalog.yaml',
  'clusters/prod/shop/cat/service-cat.yaml',
  'clusters/prod/shop/namespace/namespace-shop.yaml',
  'clusters/prod/platform/mesh/x.yaml',
  'clusters/prod-2/shop/orders/x.yaml',
  'argocd/prod/root.yaml',
]
const cluster = (name: string, environment: string, wave: number) => ({ name, environment, wave }) as unknown as Cluster
const fleetOf = (...clusters: readonly Cluster[]) => ({ environments: ['dev', 'prod'], clusters }) as unknown as Fleet
const fleet = fleetOf(cluster('dev', 'dev', 0), cluster('prod-b', 'prod', 2), cluster('prod-a', 'prod', 1))

describe('appsIn', () => {
  it('is one app a folder, without the platform, namespaces and clusters whose name only begins alike', () => {
    expect(appsIn(paths, 'prod')).toEqual([
      { folder: 'clusters/prod/shop/catalog', team: 'shop', name: 'catalog', application: 'shop-catalog' },
      { folder: 'clusters/prod/shop/cat', team: 'shop', name: 'cat', application: 'shop-cat' },
    ])
  })
})

describe('chooseCluster', () => {
  it.each([
    ['first', undefined, 'dev'],
    ['last', undefined, 'prod-a'],
    ['every', undefined, 'prod-a'],
    ['first', 'prod-b', 'prod-b'],
  ] as const)('%s, asked for %s: %s', (where, name, found) =>
    expect(chooseCluster(fleet, where, name)).toMatchObject({ ok: true, value: { name: found } }),
  )

  it('says which there are, and which may be meant', () => {
    expect(chooseCluster(fleet, 'last', 'prod-c')).toMatchObject({
      ok: false,
      issues: [
        {
          file: '--cluster',
          got: 'prod-c',
          want: 'one of dev, prod-b, prod-a',
          hint: expect.stringContaining('did you mean "prod-') as string,
        },
      ],
    })
  })

  it('an environment without clusters has none to choose', () => {
    expect(chooseCluster(fleetOf(), 'last')).toMatchObject({ ok: false, issues: [{ got: 'none in prod' }] })
  })
})

describe('chooseApps', () => {
  const all = appsIn(paths, 'prod')

  it.each([
    [[], ['catalog', 'cat']],
    [['cat'], ['cat']],
  ])('%j are %j', (names, found) => {
    const chosen = chooseApps(all, 'prod', names)
    expect(chosen.ok && chosen.value.map(({ name }) => name)).toEqual(found)
  })

  it('has an issue for each name that is not there', () => {
    expect(chooseApps(all, 'prod', ['catalgo', 'cat', 'orders'])).toMatchObject({
      ok: false,
      issues: [{ got: 'catalgo', want: 'an app in clusters/prod', hint: 'did you mean "catalog"?' }, { got: 'orders' }],
    })
  })
})

describe('affectedApps', () => {
  const all = appsIn(paths, 'prod')

  it.each([
    [['clusters/prod/shop/catalog/rollout-catalog.yaml'], ['catalog']],
    [['clusters/prod/shop/cat/gone.yaml'], ['cat']],
    [['clusters/prod-2/shop/cat/x.yaml', 'clusters/prod/shop/namespace/namespace-shop.yaml', 'apps/cat/app.ts'], []],
  ])('%j touch %j', (changed, names) => expect(affectedApps(all, changed).map(({ name }) => name)).toEqual(names))

  it('no more than there are, and more changes never touch fewer', () => {
    const some = fc.subarray([...paths])
    fc.assert(
      fc.property(some, some, (one, other) => {
        const [few, many] = [affectedApps(all, one), affectedApps(all, [...one, ...other])]
        expect(few.every((app) => many.includes(app) && all.includes(app))).toBe(true)
      }),
    )
  })
})
