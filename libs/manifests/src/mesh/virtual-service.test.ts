import type { IVirtualService } from '@kubernetes-models/istio/networking.istio.io/v1'
import type { IService } from 'kubernetes-models/v1'
import { describe, expect, it } from 'vitest'
import { canary, exposed, namesOf, object, sample, type Given } from '../../test/sample.ts'

const specOf = (given: Given, name = 'web') => object<IVirtualService>(sample(given), 'VirtualService', name).spec
const to = (name: string) => ({ host: `${name}.shop.svc.cluster.local`, port: { number: 80 } })
const split = [
  { destination: to('web-stable'), weight: 100 },
  { destination: to('web-canary'), weight: 0 },
]
const sticky = { kind: 'http', expose: exposed, sticky: { cookie: '1h' } } as const

describe('virtualServices', () => {
  it.each<[string, Given, string[]]>([
    ['inside', { kind: 'http' }, ['web']],
    ['exposed', { kind: 'http', expose: exposed }, ['web', 'web-gateway']],
    ['stateful', { kind: 'stateful' }, ['web']],
    ['stateful with pages', { kind: 'stateful', expose: exposed }, ['web', 'web-gateway']],
    ['worker', { kind: 'worker' }, []],
    ['cron', { kind: 'cron' }, []],
  ])('%s', (_, given, names) => {
    expect(namesOf(sample(given), 'VirtualService')).toEqual(names)
  })

  it.each<[string, Given, unknown]>([
    ['rolling', { kind: 'http' }, [{ destination: to('web') }]],
    ['canary', { kind: 'http', release: canary }, split],
  ])('%s: callers in the mesh use the name of the app', (_, given, route) => {
    const spec = specOf(given)
    expect(spec?.hosts).toEqual(['web.shop.svc.cluster.local'])
    expect(spec?.http?.map((r) => r.name)).toEqual(['primary'])
    expect(spec?.http?.[0]?.route).toEqual(route)
    expect(spec).not.toHaveProperty('gateways')
  })

  it.each<[string, Given, unknown]>([
    ['rolling', { kind: 'http' }, [{ destination: { ...to('web'), port: { number: 9000 } } }]],
    [
      'canary',
      { kind: 'http', release: canary, expose: exposed },
      split.map(({ destination, weight }) => ({ destination: { ...destination, port: { number: 9000 } }, weight })),
    ],
  ])(
    '%s: each HTTP port has a route of its own, bytes have none, and the gateway knows the main port',
    (_, given, route) => {
      const many = { ...given, ports: { grpc: 9000, smtp: 1025, dns: { port: 53, protocol: 'udp' } } } as Given
      const http = specOf(many)?.http ?? []
      expect(http.map((r) => [r.name, r.match])).toEqual([
        ['primary', [{ port: 80 }]],
        ['port-grpc', [{ port: 9000 }]],
      ])
      expect(http[1]?.route).toEqual(route)
      if (given.kind === 'http' && given.expose !== undefined)
        expect(specOf(many, 'web-gateway')?.http?.map((r) => [r.name, r.match])).toEqual([['primary', undefined]])
    },
  )

  it('a sticky canary says no port first in the mesh, so that Rollouts says none in the route of its buckets', () => {
    const many = { ...sticky, release: canary, ports: { grpc: 9000 } } as const
    const ports = (name: string) =>
      specOf(many, name)?.http?.flatMap((r) => r.route?.map(({ destination }) => destination.port?.number))
    expect(ports('web')).toEqual([undefined, undefined, 9000, 9000])
    expect(new Set(ports('web-gateway'))).toEqual(new Set([80]))
  })

  it('leads people to the port that is exposed', () => {
    const many = { ports: { admin: { port: 9001, protocol: 'http' as const } }, expose: { ...exposed, port: 'admin' } }
    const at = (given: Given) =>
      specOf(given, 'web-gateway')?.http?.flatMap(({ route }) =>
        route?.map(({ destination }) => destination.port?.number),
      )
    expect(at({ kind: 'stateful', ...many })).toEqual([9001])
    expect(at({ kind: 'http', ...many, release: canary, sticky: { cookie: '1h' } })).toEqual([9001, 9001, 9001])
  })

  it('what the gateway does with headers is said to newcomers, too: Istio merges none into a route with its own', () => {
    const headers = { response: { 'x-frame-options': 'DENY', server: false as const }, request: { 'x-share': '50%' } }
    const [newcomers, primary] = specOf({ ...sticky, expose: { ...exposed, headers } }, 'web-gateway')?.http ?? []
    expect(newcomers?.headers).toEqual({
      request: { set: { 'x-share': '50%%' } },
      response: {
        set: { 'x-frame-options': 'DENY' },
        remove: ['server'],
        add: { 'set-cookie': expect.stringContaining('bucket-web=') },
      },
    })
    expect(primary).not.toHaveProperty('headers')
  })

  it('the way in for people names no host: the one owner of the host delegates to it', () => {
    const spec = specOf({ kind: 'http', release: canary, expose: exposed }, 'web-gateway')
    expect(Object.keys(spec ?? {})).toEqual(['http'])
    expect(spec?.http?.map((r) => [r.name, r.route])).toEqual([['primary', split]])
  })

  it.each<[string, Given, string]>([
    ['canary', { ...sticky, release: canary }, 'web-stable'],
    ['rolling', sticky, 'web'],
  ])('%s, sticky: newcomers first, to the stable side, with a bucket to take home; then primary', (_, given, side) => {
    const [newcomers, primary, ...more] = specOf(given, 'web-gateway')?.http ?? []
    expect([newcomers?.name, primary?.name, more]).toEqual(['newcomers', 'primary', []])
    expect(newcomers?.route).toEqual([{ destination: to(side) }])
    expect(newcomers?.headers).toEqual({
      response: { add: { 'set-cookie': expect.stringMatching(/^bucket-web=%REQ\(X-REQUEST-ID\):4%; Max-Age=3600; /) } },
    })
    expect(primary).not.toHaveProperty('match')
    expect(primary).not.toHaveProperty('headers')
  })

  it('a newcomer is who has no bucket of this app', () => {
    const [match, ...more] = specOf(sticky, 'web-gateway')?.http?.[0]?.match ?? []
    const regex = new RegExp(`^(?:${match?.withoutHeaders?.['cookie']?.regex})$`)
    expect([Object.keys(match ?? {}), more]).toEqual([['withoutHeaders'], []])
    expect('a=1; bucket-web=0f3c').toMatch(regex)
    expect('bucket-catalog=0f3c').not.toMatch(regex)
  })

  it('callers in the mesh, who keep no cookies, never count as newcomers', () => {
    expect(specOf({ ...sticky, release: canary })?.http?.map((r) => r.name)).toEqual(['primary'])
  })

  it('every route waits as long as the spec says, and tries again only what cannot have been acted upon', () => {
    const retryOn = 'connect-failure,refused-stream,reset-before-request'
    for (const route of specOf({ ...sticky, timeout: '300ms', retries: 1 }, 'web-gateway')?.http ?? []) {
      expect(route).toMatchObject({ timeout: '300ms', retries: { attempts: 1, retryOn } })
    }
    expect(specOf({ kind: 'http' })?.http?.[0]).toMatchObject({ timeout: '15s', retries: { attempts: 2, retryOn } })
  })

  it.each<[string, Given]>([
    ['a spec that wants none', { kind: 'http', retries: 0 }],
    ['a stateful app, which may act twice', { kind: 'stateful' }],
  ])('%s: no second try, not even the two that Istio makes by itself', (_, given) => {
    expect(specOf(given)?.http?.[0]?.retries).toEqual({ attempts: 0 })
  })

  it('gRPC comes in by the gateway as pages do, on the path of its service, and goes on as HTTP/2', () => {
    const given = { kind: 'http', protocol: 'grpc', expose: { host: 'api', path: '/acme.Cart' } } as const
    const routes = specOf(given, 'web-gateway')?.http
    expect(routes?.map(({ route }) => route)).toEqual([[{ destination: to('web') }]])
    const [port] = object<IService>(sample(given), 'Service').spec?.ports ?? []
    expect(port).toMatchObject({ port: 80, appProtocol: 'grpc' })
  })
})
