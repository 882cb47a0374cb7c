import { describe, expect, it } from 'vitest'
import { addonNames, type Cluster, type Fleet } from '@slipway/fleet'
import { clusterOf, fleet, hostOf, prod } from '../../test/fixture.ts'
import { addonIssues } from './addon-issues.ts'
import { addons, ours, runElsewhere } from './addons.ts'

const chart = { name: 'redis', repository: 'ghcr.io/acme/charts', version: '1.2.3', namespace: 'cache' }
const told = (
  more: Partial<Fleet>,
  cluster: Partial<Cluster> = {},
  hosts = [hostOf('shop.acme.test', ['web', 'shop', '/'])],
) => {
  const here = { ...prod, ...(more.addons === undefined ? {} : { addons: more.addons }), ...cluster }
  const of = { ...fleet, ...more, clusters: [here] }
  return addonIssues({ cluster: here, hosts }, of).map(
    ({ file, at, code, got, want, hint }) => `${file}: ${at} [${code}] ${got}; ${want}; ${hint}`,
  )
}

it('every name that the fleet may choose is an add-on of some cluster, and every add-on can be chosen', () => {
  const pools = prod.nodes.pools
  const shapes: readonly Partial<Cluster>[] = [
    { advice: true, internalDomain: 'x.internal', needs: 'ack', logging: { to: 'elastic', cluster: {} } },
    { nodes: { ...prod.nodes, scaler: 'cluster-autoscaler', groups: 'self-managed', pools } },
  ]
  const all = shapes.flatMap((shape) => ours(clusterOf('x', 'prod', shape), fleet).map(({ name }) => name))
  expect([...new Set(all)].sort()).toEqual([...addonNames].sort())
})

it("each way that is relied on leads to a value of Slipway's", () => {
  const signOn = {
    issuer: 'https://x',
    argocd: 'a',
    grafana: { client: 'g', authorize: 'https://x', token: 'https://x', userinfo: 'https://x' },
  }
  const lost = ours(prod, { ...fleet, signOn }).flatMap(({ name, props }) =>
    props.relied
      .filter(
        (way) =>
          way.reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], props.values) ===
          undefined,
      )
      .map((way) => `${name}: ${way.join('.')}`),
  )
  expect(lost).toEqual([])
})

describe('choices', () => {
  it('an add-on of the organisation is not brought, and another version and values are', () => {
    const cluster = {
      ...prod,
      addons: { keda: 'ours', 'metrics-server': { version: '9.9.9', values: { args: ['--x'] } } },
    } as const
    const all = new Map(addons(cluster, fleet).map(({ name, props }) => [name, props]))
    expect(all.has('keda')).toBe(false)
    expect(runElsewhere(cluster, fleet).map(({ name }) => name)).toEqual(['keda'])
    const own = new Map(ours(prod, fleet).map(({ name, props }) => [name, props])).get('metrics-server')
    expect(all.get('metrics-server')).toEqual({ ...own, version: '9.9.9', values: { ...own?.values, args: ['--x'] } })
    expect([...all.keys()]).toEqual(
      ours(prod, fleet)
        .map(({ name }) => name)
        .filter((name) => name !== 'keda'),
    )
  })

  it.each<[string, Partial<Fleet>, string]>([
    [
      'an add-on that no cluster has',
      { addons: { 'cluster-autoscaler': 'ours' } },
      'fleet/fleet.ts: addons.cluster-autoscaler [addon-absent] "cluster-autoscaler"; an add-on that a cluster has: argo-cd, cert-manager, istio-base, karpenter, aws-load-balancer-controller, istio-cni, istiod, istio-ingress, argo-rollouts, external-dns, external-secrets, keda, kube-prometheus-stack, metrics-server; take it out',
    ],
    [
      'what the tree relies on',
      { addons: { 'external-dns': { values: { policy: 'sync' } } } },
      'fleet/fleet.ts: addons.external-dns.values.policy [addon-value-relied] "sync"; "upsert-only", on which the tree relies; take it out',
    ],
    [
      'a name',
      { addons: { keda: { values: { fullnameOverride: 'k' } } } },
      'fleet/fleet.ts: addons.keda.values.fullnameOverride [addon-value-relied] "k"; nothing: objects of the tree know it by the name that the chart makes; take it out',
    ],
    [
      'another form',
      { addons: { keda: { values: { operator: 'big' } } } },
      'fleet/fleet.ts: addons.keda.values.operator [addon-value-shape] "big"; what goes together with {"replicaCount":2}; write it in the same form',
    ],
    [
      'a secret',
      { addons: { keda: { values: { auth: { password: 'hunter2' } } } } },
      'fleet/fleet.ts: addons.keda.values.auth.password [literal-secret] text that looks like the value of password; no secret in git; name a Secret instead, as most charts can (existingSecret), and have External Secrets make it',
    ],
  ])('refuses %s', (_, more, want) => expect(told(more)).toEqual([want]))

  it("names the cluster's file for its own choice", () => {
    expect(told({}, { addons: { keda: { values: { nameOverride: 'k' } } } })).toEqual([
      expect.stringContaining('fleet/clusters/prod-eu.ts: addons.keda.values.nameOverride [addon-value-relied]'),
    ])
  })
})

describe('charts of an organisation', () => {
  it('come where they are wanted, each in a namespace of its own', () => {
    const charts = [chart, { ...chart, name: 'minio', clusters: ['dev'] }]
    const names = (cluster: Cluster) =>
      addons(cluster, { ...fleet, charts })
        .filter(({ props }) => props.ownKinds !== undefined)
        .map(({ name, props }) => [name, props.namespaceLabels['pod-security.kubernetes.io/enforce']])
    expect(names(prod)).toEqual([['redis', 'restricted']])
    expect(names(clusterOf('lab', 'dev'))).toEqual([
      ['minio', 'restricted'],
      ['redis', 'restricted'],
    ])
  })

  it.each<[string, object, string]>([
    [
      'the name of an add-on',
      { name: 'keda' },
      'charts[0].name [chart-name] "keda"; a name that no add-on and no other chart has; rename it',
    ],
    [
      "a team's namespace",
      { namespace: 'shop' },
      "charts[0].namespace [chart-namespace] \"shop\"; a namespace that is no team's, no add-on's of Slipway's and none of Kubernetes' own; give it one of its own",
    ],
    ["an add-on's", { namespace: 'kube-system' }, 'charts[0].namespace [chart-namespace] "kube-system"; '],
    [
      'an unknown cluster',
      { clusters: ['prd'] },
      'charts[0].clusters [unknown-cluster] "prd"; one of: dev, prod, prod-eu; correct it',
    ],
    [
      'a secret',
      { values: { auth: { password: 'x' } } },
      'charts[0].values.auth.password [literal-secret] text that looks like the value of password',
    ],
  ])('refuse %s', (_, more, want) => {
    const found = told({ charts: [{ ...chart, ...more }] })
    expect(found).toEqual([expect.stringContaining(`fleet/fleet.ts: ${want}`)])
  })

  it('may name the Secret that holds a password', () => {
    expect(
      told({ charts: [{ ...chart, values: { auth: { existingSecret: 'redis', usernameKey: 'user' } } }] }),
    ).toEqual([])
  })

  it('two of one name are told', () => {
    expect(told({ charts: [chart, { ...chart, namespace: 'other' }] })).toEqual([
      expect.stringContaining('charts[1].name [chart-name]'),
    ])
  })
})

it("a host that single sign-on has is no app's", () => {
  const signOn = { issuer: 'https://login.acme.test', argocd: 'argocd' }
  const hosts = [
    hostOf(`argocd.${prod.domain}`, ['web', 'shop', '/']),
    hostOf(`grafana.${prod.domain}`, ['web', 'shop', '/']),
  ]
  expect(told({ signOn }, {}, hosts)).toEqual([
    'apps/web/app.ts: expose.host [host-taken] "argocd.prod-eu.acme.test"; a host that single sign-on does not have; take another host',
  ])
})
