import { describe, expect, it } from 'vitest'
import { fleet, hostOf, modelOf, prod } from '../../test/fixture.ts'
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
