import type { IAppProject } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1'
import type { KubeObject } from '@slipway/core'
import type { Fleet } from '@slipway/fleet'
import { addons, platformObjects } from '@slipway/platform'
import { describe, expect, it } from 'vitest'
import { dev, fleet, madeOne, modelOf, prod } from '../test/fixture.ts'
import { refusal } from '../test/refusal.ts'
import { gitopsObjects } from './argo-chart.ts'
import { addonsProject, chartsProject, platformProject, rootProject, teamProject } from './project.ts'

const team = modelOf(prod).teams[0]
if (team === undefined) throw new Error('the fixture has teams')
const shop = madeOne<IAppProject>((chart) => teamProject(chart, team, { cluster: prod, fleet }))
const platformOf = (cluster = prod, of = fleet) =>
  madeOne<IAppProject>((chart) => platformProject(chart, { cluster, fleet: of }))
const charts = madeOne<IAppProject>((chart) => addonsProject(chart, addons(prod, fleet), { cluster: prod, fleet }))
const own = madeOne<IAppProject>((chart) => rootProject(chart, { cluster: prod, fleet }))
const all: readonly (readonly [string, IAppProject])[] = [
  ['shop', shop],
  ['platform', platformOf()],
  ['addons', charts],
  ['slipway', own],
]

const object = (apiVersion: string, kind: string, name: string, namespace?: string): KubeObject => ({
  apiVersion,
  kind,
  metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
})

describe.each(all)('the project %s', (name, project) => {
  it('names its sources and its namespaces one by one', () => {
    for (const { namespace, server } of project.spec.destinations ?? []) {
      expect(server).toBe('https://kubernetes.default.svc')
      expect(namespace).toMatch(/^[a-z-]+$/)
    }
    expect(project.spec.destinations?.length).toBeGreaterThan(0)
    expect(project.spec.sourceRepos?.join()).not.toContain('*')
  })

  it('names every namespace that it may make', () => {
    for (const k of (project.spec.clusterResourceWhitelist ?? []).filter((k) => k.kind === 'Namespace'))
      expect(k.name).toMatch(/^[a-z-]+$/)
  })

  it('has no rule for all kinds of the cluster', () => {
    expect((project.spec.clusterResourceWhitelist ?? []).filter((k) => k.kind === '*' || k.group === '*')).toEqual([])
  })

  it('gives its people what they need and no more', () => {
    const [role] = project.spec.roles ?? []
    expect(role?.policies).toEqual([
      `p, proj:${name}:team, applications, get, ${name}/*, allow`,
      `p, proj:${name}:team, applications, sync, ${name}/*, allow`,
      `p, proj:${name}:team, applications, action/*, ${name}/*, allow`,
      `p, proj:${name}:team, logs, get, ${name}/*, allow`,
    ])
  })

  it('outlives its last Application', () => {
    expect(project.metadata.finalizers).toEqual(['resources-finalizer.argocd.argoproj.io'])
  })
})

describe('the people', () => {
  it.each([
    ['shop', 'acme:shop'],
    ['platform', 'acme:platform'],
    ['addons', 'acme:platform'],
    ['slipway', 'acme:platform'],
  ])('of %s are %s', (name, group) => {
    expect(new Map(all).get(name)?.spec.roles?.[0]?.groups).toEqual([group])
  })
})

describe("what a team's project refuses", () => {
  const [argo, istio, rbac] = [
    'argoproj.io/v1alpha1',
    'networking.istio.io/v1',
    'rbac.authorization.k8s.io/v1',
  ] as const

  it.each([
    [object('v1', 'Namespace', 'shop'), undefined],
    [object(argo, 'Rollout', 'web', 'shop'), undefined],
    [object('v1', 'Pod', 'web-1', 'shop'), undefined],
    [object('v1', 'Namespace', 'finance'), 'the project "shop" permits no Namespace named "finance"'],
    [object(argo, 'Rollout', 'web', 'finance'), 'the project "shop" permits nothing in the namespace "finance"'],
    [object('v1', 'Secret', 'key', 'shop'), 'the project "shop" permits no Secret named "key"'],
    [
      object(rbac, 'ClusterRole', 'all'),
      'the project "shop" permits no ClusterRole of rbac.authorization.k8s.io named "all"',
    ],
    [
      object(rbac, 'Role', 'all', 'shop'),
      'the project "shop" permits no Role of rbac.authorization.k8s.io named "all"',
    ],
    [
      object(argo, 'Application', 'mine', 'shop'),
      'the project "shop" permits no Application of argoproj.io named "mine"',
    ],
    [
      object(istio, 'Gateway', 'mine', 'shop'),
      'the project "shop" permits no Gateway of networking.istio.io named "mine"',
    ],
    // The kind without its namespace would be another object, of the cluster.
    [object(argo, 'Rollout', 'web'), 'the project "shop" permits no Rollout of argoproj.io named "web"'],
  ])('%j: %s', (given, expected) => {
    expect(refusal(shop, given)).toBe(expected)
  })
})

/** One in which a healthy release in dev is news to GitHub. */
const telling = { ...fleet, repository: { url: 'https://github.com/acme/estate.git', branch: 'trunk', dispatch: true } }

describe("Argo CD's own namespace", () => {
  it.each([
    [fleet, dev, false],
    [telling, dev, true],
    [telling, prod, false],
  ])("is the platform's only where a key lies in it", (of, cluster, open) => {
    expect(platformOf(cluster, of).spec.destinations?.some((d) => d.namespace === 'argocd')).toBe(open)
  })
})

describe.each([dev, prod])('what is rendered for $name', (cluster) => {
  const host = { label: 'shop', host: 'shop.acme.test', gateway: 'public' as const, routes: [], moved: null }

  it.each([fleet, telling])("the platform's project permits, all of it", (of) => {
    const rendered = platformObjects({ ...modelOf(cluster), hosts: [host] }, of).flatMap((f) => f.objects)
    expect(rendered.length).toBeGreaterThan(10)
    expect(rendered.flatMap((o) => refusal(platformOf(cluster, of), o) ?? [])).toEqual([])
  })

  it("root's project permits, all of it", () => {
    const rendered = gitopsObjects(modelOf(cluster), fleet).flatMap((f) => f.objects)
    expect(rendered.flatMap((o) => refusal(own, o) ?? [])).toEqual([])
  })
})

describe('add-ons', () => {
  it('come from where they are pinned and go where they belong', () => {
    for (const { props } of addons(prod, fleet)) {
      const { repository, namespace, createNamespace } = props
      expect(charts.spec.sourceRepos).toContain(repository)
      expect(refusal(charts, object('apps/v1', 'Deployment', 'x', namespace))).toBeUndefined()
      if (createNamespace) expect(refusal(charts, object('v1', 'Namespace', namespace))).toBeUndefined()
    }
  })

  it.each(['shop', 'default', 'platform'])('have no business in %s', (namespace) => {
    const given = object('apps/v1', 'Deployment', 'x', namespace)
    expect(refusal(charts, given)).toBe(`the project "addons" permits nothing in the namespace "${namespace}"`)
  })
})

describe('a signed source', () => {
  const signed = { ...fleet, signedSource: { B5690EEEBB952194: 'mQINBGWm', '4AEE18F83AFDEB23': 'mQENBFmU' } }
  const place = { cluster: prod, fleet: signed }
  const keys = [{ keyID: '4AEE18F83AFDEB23' }, { keyID: 'B5690EEEBB952194' }]

  it('is wanted of every project that syncs from git, and of no chart', () => {
    const all = addons(prod, signed)
    const projects = (of: { cluster: typeof prod; fleet: Fleet }) => [
      madeOne<IAppProject>((chart) => teamProject(chart, team, of)),
      madeOne<IAppProject>((chart) => platformProject(chart, of)),
      madeOne<IAppProject>((chart) => rootProject(chart, of)),
      madeOne<IAppProject>((chart) => addonsProject(chart, all, of)),
    ]
    expect(projects(place).map(({ spec }) => spec.signatureKeys)).toEqual([keys, keys, keys, undefined])
    expect(projects({ cluster: prod, fleet }).map(({ spec }) => spec.signatureKeys)).toEqual(Array(4).fill(undefined))
  })

  it('comes with its keys, so that the first sync can be judged', () => {
    const [argo] = addons(prod, signed).filter(({ name }) => name === 'argo-cd')
    const block = expect.stringContaining('-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQ') as unknown
    expect(argo?.props.values).toMatchObject({
      configs: { gpg: { keys: { B5690EEEBB952194: block, '4AEE18F83AFDEB23': block } } },
    })
  })
})

describe('charts of the organisation', () => {
  const chart = { name: 'redis', repository: 'ghcr.io/acme', version: '1.0.0', namespace: 'cache', values: { a: 1 } }
  const of = { ...fleet, charts: [{ ...chart, kinds: ['apiextensions.k8s.io/CustomResourceDefinition'] }] }
  const [redis] = addons(prod, of).filter(({ props }) => props.ownKinds !== undefined)
  if (redis === undefined) throw new Error('no chart')
  const own = madeOne<IAppProject>((scope) => chartsProject(scope, [redis], { cluster: prod, fleet: of }))

  it('have their own project: their namespace, their kinds, their repository', () => {
    expect(own.spec.sourceRepos).toEqual(['ghcr.io/acme'])
    expect(refusal(own, object('apps/v1', 'Deployment', 'x', 'cache'))).toBeUndefined()
    expect(refusal(own, object('apps/v1', 'Deployment', 'x', 'shop'))).toBeDefined()
    expect(refusal(own, object('v1', 'Namespace', 'cache'))).toBeUndefined()
    expect(refusal(own, object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'x'))).toBeUndefined()
    expect(refusal(own, object('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', 'x'))).toBeDefined()
  })

  it('are Applications of that project; without any there is no project', () => {
    const names = (each: typeof of | typeof fleet) => gitopsObjects(modelOf(prod), each).map(({ path }) => path)
    expect(names(of)).toContain('argocd/prod-eu/appproject-charts.yaml')
    expect(names(fleet)).not.toContain('argocd/prod-eu/appproject-charts.yaml')
    const application = gitopsObjects(modelOf(prod), of).find(({ path }) => path.endsWith('application-redis.yaml'))
    expect(application?.objects[0]).toMatchObject({
      metadata: { name: 'charts-redis', annotations: { 'argocd.argoproj.io/sync-wave': '-5' } },
      spec: {
        project: 'charts',
        destination: { namespace: 'cache' },
        source: { repoURL: 'ghcr.io/acme', chart: 'redis', targetRevision: '1.0.0', helm: { valuesObject: { a: 1 } } },
      },
    })
  })
})
