import { describe, expect, it } from 'vitest'
import type { Edge, HostModel } from '@slipway/model'
import { fleet, hostOf, modelOf, plainEdge, prod } from '../../test/fixture.ts'
import { platformObjects } from '../platform-chart.ts'

const rendered = (...given: readonly ReturnType<typeof hostOf>[]) =>
  platformObjects(modelOf(prod, given), fleet).filter((f) => f.path.includes('/hosts/'))

describe('the root routes of a host', () => {
  const [file] = rendered(hostOf('shop.acme.test', ['checkout', 'pay', '/checkout'], ['web', 'shop', '/']))

  it("lead to the apps in the model's order", () => {
    expect(file?.objects[0]?.spec).toEqual({
      hosts: ['shop.acme.test'],
      gateways: ['istio-ingress/public'],
      http: [
        {
          match: [{ uri: { exact: '/checkout' } }, { uri: { prefix: '/checkout/' } }],
          delegate: { name: 'checkout-gateway', namespace: 'pay' },
        },
        {
          match: [{ exact: '/metrics' }, { prefix: '/metrics/' }, { prefix: '/metrics;' }].map((uri) => ({
            uri,
            ignoreUriCase: true,
          })),
          directResponse: { status: 404 },
        },
        { match: [{ uri: { prefix: '/' } }], delegate: { name: 'web-gateway', namespace: 'shop' } },
      ],
    })
  })

  it("are made from the first app's file, in the platform's namespace", () => {
    expect(file).toMatchObject({
      path: 'clusters/prod-eu/platform/hosts/virtualservice-shop.yaml',
      source: 'apps/checkout/app.ts',
      objects: [{ metadata: { name: 'shop', namespace: 'platform' } }],
    })
  })

  interface Match {
    readonly uri: { readonly exact?: string; readonly prefix?: string }
    readonly ignoreUriCase?: boolean
  }
  /** What Istio does with `exact` and `prefix`. */
  const taken = (path: string): number => {
    const routes = (file?.objects[0]?.spec as { http: readonly { match: readonly Match[] }[] }).http
    const fits = ({ uri: { exact, prefix }, ignoreUriCase }: Match) => {
      const asked = ignoreUriCase === true ? path.toLowerCase() : path
      return exact === asked || (prefix !== undefined && asked.startsWith(prefix))
    }
    return routes.findIndex((r) => r.match.some(fits))
  }

  it.each([
    ['/checkout', 0],
    ['/checkout/pay', 0],
    ['/checkouts', 2],
    ['/', 2],
    ['/about', 2],
    ['/metrics', 1],
    ['/METRICS/x', 1],
    ['/metrics;x', 1],
    ['/metrics-of-success', 2],
  ])('send %s to route %i', (path, route) => {
    expect(taken(path)).toBe(route)
  })
})

describe('names of hosts', () => {
  it.each([
    [
      ['shop.acme.test', 'pay.acme.test'],
      ['shop', 'pay'],
    ],
    [
      ['shop.eu.acme.test', 'shop.us.acme.test'],
      ['shop.eu.acme.test', 'shop.us.acme.test'],
    ],
    [
      ['shop.eu.acme.test', 'shop.us.acme.test', 'pay.eu.acme.test'],
      ['shop.eu.acme.test', 'shop.us.acme.test', 'pay'],
    ],
  ])('%j are called %j', (given, names) => {
    const files = rendered(...given.map((h) => hostOf(h, ['web', 'shop', '/'])))
    expect(files.map((f) => f.objects[0]?.metadata.name)).toEqual(names)
    expect(new Set(files.map((f) => f.path)).size).toBe(given.length)
  })
})

describe('what the gateway does', () => {
  interface Rendered {
    readonly match?: readonly { readonly uri: Readonly<Record<string, string>> }[]
    readonly [field: string]: unknown
  }
  const routes = (edge: Partial<Edge>, more: Partial<HostModel['routes'][number]> = {}, path = '/api') => {
    const host = hostOf('shop.acme.test', ['web', 'shop', path])
    const [route] = host.routes
    if (route === undefined) throw new Error('no route')
    const whole = { ...host, routes: [{ ...route, ...more, edge: { ...plainEdge, ...edge } }] }
    return (rendered(whole)[0]?.objects[0]?.spec as { http: readonly Rendered[] }).http
  }
  const delegate = { name: 'web-gateway', namespace: 'shop' }

  it('takes a path away, or puts another in its place, at slashes alone', () => {
    const seen = (to: string, path?: string) =>
      routes({ rewrite: to }, { closed: [] }, path).map(({ match, rewrite }) => [match?.[0]?.uri, rewrite])
    expect(seen('/')).toEqual([
      [{ exact: '/api' }, { uri: '/' }],
      [{ prefix: '/api/' }, { uri: '/' }],
    ])
    expect(seen('/v2')).toEqual([
      [{ exact: '/api' }, { uri: '/v2' }],
      [{ prefix: '/api/' }, { uri: '/v2/' }],
    ])
    expect(seen('/v2', '/')).toEqual([[{ prefix: '/' }, { uri: '/v2/' }]])
  })

  it('leads exactly one path elsewhere, before the app', () => {
    const redirects = [
      { from: '/api/old', to: '/api/new', code: 301 },
      { from: '/api/gone', to: 'https://www.globex.com/x?y=1', code: 308 },
      { from: '/api/home', to: 'https://www.globex.com', code: 302 },
    ]
    const [old, gone, home, last] = routes({}, { redirects })
    expect(old).toEqual({ match: [{ uri: { exact: '/api/old' } }], redirect: { uri: '/api/new', redirectCode: 301 } })
    expect(gone?.['redirect']).toEqual({
      scheme: 'https',
      authority: 'www.globex.com',
      uri: '/x?y=1',
      redirectCode: 308,
    })
    expect(home?.['redirect']).toEqual({ scheme: 'https', authority: 'www.globex.com', uri: '/', redirectCode: 302 })
    expect(last).toMatchObject({ delegate })
  })

  it('says to browsers whose pages may ask, and changes headers, on the route that every route of the app inherits', () => {
    const unchanged = { set: {}, remove: [] }
    const [route, ...more] = routes({
      cors: {
        origins: ['https://app.globex.com'],
        methods: ['GET'],
        headers: ['x-api-key'],
        exposes: [],
        credentials: true,
        maxAge: 600,
      },
      headers: { request: unchanged, response: { set: { 'x-frame-options': 'DENY' }, remove: ['server'] } },
    })
    expect(more).toEqual([])
    expect(route).toMatchObject({
      delegate,
      corsPolicy: {
        allowOrigins: [{ exact: 'https://app.globex.com' }],
        allowMethods: ['GET'],
        allowHeaders: ['x-api-key'],
        allowCredentials: true,
        maxAge: '600s',
        unmatchedPreflights: 'IGNORE',
      },
      headers: { response: { set: { 'x-frame-options': 'DENY' }, remove: ['server'] } },
    })
    expect(route?.['corsPolicy']).not.toHaveProperty('exposeHeaders')
  })

  it('in maintenance answers first, for all below the path, and leaves the way to the app as it was', () => {
    const [first, last, ...more] = routes({ maintenance: { text: 'Back at <ten> & "a bit"', retryAfter: 600 } })
    expect(more).toEqual([])
    expect(first?.match).toEqual(last?.match)
    expect(first).toMatchObject({
      directResponse: {
        status: 503,
        body: { string: expect.stringContaining('<p>Back at &lt;ten&gt; &amp; &quot;a bit&quot;</p>') },
      },
      headers: { response: { set: { 'retry-after': '600', 'cache-control': 'no-store' } } },
    })
    expect(last).toMatchObject({ delegate })
  })

  it('a host that only leads elsewhere has one route, and is made from the app that says so', () => {
    const moved = { to: 'globex.com', code: 301, source: 'apps/web/app.ts' }
    const [file] = rendered({
      ...hostOf('www.globex.com'),
      label: 'www.globex.com',
      gateway: { domain: 'globex.com' },
      moved,
    })
    expect(file).toMatchObject({
      source: 'apps/web/app.ts',
      path: expect.stringContaining('virtualservice-www.globex.com'),
    })
    expect(file?.objects[0]?.spec).toEqual({
      hosts: ['www.globex.com'],
      gateways: ['istio-ingress/domain-globex-com'],
      http: [{ redirect: { authority: 'globex.com', redirectCode: 301 } }],
    })
  })
})
