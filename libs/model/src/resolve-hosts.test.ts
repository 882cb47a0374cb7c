import { describe, expect, it } from 'vitest'
import type { Expose, MergedSpec } from '@slipway/spec'
import { estateOf, fleet, http } from '../test/sample-estate.ts'
import { resolveEstate } from './resolve-estate.ts'

type Given = Parameters<typeof estateOf>[0]

/** Two regions of one domain, a foreign one in Europe alone, and an internal gateway there. */
const wide: typeof fleet = {
  ...fleet,
  domains: {
    'globex.com': { teams: ['shop'], clusters: ['eu', 'us'] },
    'initech.com': { teams: ['shop'], clusters: ['eu'], hosts: ['initech.com'] },
  },
  clusters: fleet.clusters.map((c) => (c.name === 'eu' ? { ...c, internalDomain: 'in.eu.acme.example' } : c)),
}

function inCluster(apps: Given, name: string) {
  const found = resolveEstate(estateOf(apps, wide)).clusters.find((c) => c.cluster.name === name)
  if (found === undefined) throw new Error(`no cluster ${name}`)
  return found
}

const on = (expose: Partial<Expose>): MergedSpec => ({ ...http, expose: { host: 'shop', path: '/', ...expose } })
const hostsIn = (expose: Partial<Expose>, cluster = 'eu') => inCluster({ web: { spec: on(expose) } }, cluster).hosts

describe('hosts', () => {
  const expose = (host: string, ...path: string[]): MergedSpec => ({ ...http, expose: { host, path } })
  const apps = {
    all: { spec: expose('shop', '/') },
    cart: { spec: expose('shop', '/cart', '/basket') },
    deep: { spec: expose('shop', '/cart/checkout') },
    api: { spec: expose('api', '/'), clusters: ['eu'] },
    inside: { spec: http },
  }

  it('have the longest path first, then the alphabet, so that "/" does not swallow the others', () => {
    const [host] = inCluster(apps, 'dev').hosts
    expect(host).toMatchObject({ label: 'shop', host: 'shop.dev.acme.example' })
    expect(host?.routes.map((r) => `${r.path} ${r.app}`)).toEqual([
      '/cart/checkout deep',
      '/basket cart',
      '/cart cart',
      '/ all',
    ])
    expect(host?.routes[0]).toEqual({
      path: '/cart/checkout',
      app: 'deep',
      team: 'shop',
      source: 'apps/deep/app.ts',
      closed: [],
      redirects: [],
      edge: {
        rewrite: null,
        cors: null,
        headers: { request: { set: {}, remove: [] }, response: { set: {}, remove: [] } },
        maintenance: null,
      },
    })
  })

  it('keep what is not for people closed, at the longest own path above it, unless another app has that path', () => {
    const health = { ready: '/cart/ready', live: '/live' }
    const [host] = inCluster(
      {
        ...apps,
        all: { spec: expose('shop', '/', '/help') },
        cart: { spec: { ...expose('shop', '/cart'), health } as MergedSpec },
      },
      'dev',
    ).hosts
    expect(host?.routes.map((r) => [r.path, r.closed])).toEqual([
      ['/cart/checkout', []],
      ['/cart', ['/cart/ready']],
      ['/help', []],
      ['/', ['/metrics', '/readyz', '/healthz']],
    ])
  })

  it('are those of the apps in the cluster, sorted, under its domain', () => {
    expect(inCluster(apps, 'dev').hosts.map((h) => h.host)).toEqual(['shop.dev.acme.example'])
    expect(inCluster(apps, 'eu').hosts.map((h) => h.host)).toEqual(['api.eu.acme.example', 'shop.eu.acme.example'])
  })
})

describe('whole hosts', () => {
  it('are served by the Gateway of their domain, under their own name', () => {
    const hosts = hostsIn({ host: ['shop', 'globex.com', 'www.globex.com', 'initech.com'] })
    expect(hosts.map(({ host, label, gateway }) => [host, label, gateway])).toEqual([
      ['globex.com', 'globex.com', { domain: 'globex.com' }],
      ['initech.com', 'initech.com', { domain: 'initech.com' }],
      ['shop.eu.acme.example', 'shop', 'public'],
      ['www.globex.com', 'www.globex.com', { domain: 'globex.com' }],
    ])
  })

  it('at the internal gateway are below the internal domain, and leave the names of public ones alone', () => {
    const apps = { web: { spec: on({}) }, admin: { spec: on({ gateway: 'internal' }) } }
    expect(inCluster(apps, 'eu').hosts.map(({ host, label, gateway }) => [host, label, gateway])).toEqual([
      ['shop.eu.acme.example', 'shop', 'public'],
      ['shop.in.eu.acme.example', 'shop.in.eu.acme.example', 'internal'],
    ])
  })

  it('that only lead elsewhere have no route', () => {
    const [apex, www] = hostsIn({
      host: 'globex.com',
      redirects: { 'www.globex.com': { to: 'globex.com', code: 308 } },
    })
    expect([apex?.host, apex?.moved, apex?.routes.length]).toEqual(['globex.com', null, 1])
    expect(www).toMatchObject({
      host: 'www.globex.com',
      gateway: { domain: 'globex.com' },
      routes: [],
      moved: { to: 'globex.com', code: 308, source: 'apps/web/app.ts' },
    })
  })
})

describe('paths that are rewritten', () => {
  it.each<[Partial<Expose>, Readonly<Record<string, readonly string[]>>]>([
    [{ path: '/api', rewrite: '/' }, { '/api': ['/api/metrics', '/api/readyz', '/api/healthz'] }],
    [{ path: '/', rewrite: '/v2' }, { '/': [] }],
    [
      { path: ['/a', '/b'], rewrite: '/metrics/x' },
      { '/a': [], '/b': [] },
    ],
    [
      { path: ['/a', '/b'], rewrite: '/' },
      { '/a': ['/a/metrics', '/a/readyz', '/a/healthz'], '/b': ['/b/metrics', '/b/readyz', '/b/healthz'] },
    ],
  ])('%j: metrics and probes are closed where people would find them', (expose, closed) => {
    const [host] = hostsIn(expose)
    expect(Object.fromEntries(host?.routes.map((r) => [r.path, r.closed]) ?? [])).toEqual(closed)
  })

  it('open what is promised by name', () => {
    const [host] = hostsIn({ path: '/numbers', rewrite: '/metrics' })
    expect(host?.routes[0]?.closed).toEqual([])
  })
})

it('redirects stand with the longest path above them, if it is the app\u2019s own', () => {
  const apps = {
    web: { spec: on({ path: ['/', '/help'], redirects: { '/old': '/new', '/help/x': '/help', '/api/x': '/y' } }) },
    api: { spec: on({ path: '/api' }) },
  }
  const [host] = inCluster(apps, 'dev').hosts
  expect(host?.routes.map((r) => [r.path, r.redirects.map(({ from }) => from)])).toEqual([
    ['/help', ['/help/x']],
    ['/api', []],
    ['/', ['/old']],
  ])
})
