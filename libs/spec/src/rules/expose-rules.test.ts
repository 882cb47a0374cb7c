import { describe, expect, it } from 'vitest'
import { toldOf, web } from '../../test/temporary-estate.ts'

const all = {
  host: 'shop',
  path: ['/shop', '/s'],
  rewrite: '/',
  redirects: { '/shop/old': '/shop', '/s/gone': { to: 'https://www.globex.com/x', code: 308 }, store: 'shop' },
  cors: {
    origins: ['https://app.globex.com', 'http://localhost:3000'],
    credentials: true,
    headers: ['x-api-key'],
    maxAge: '1h',
  },
  headers: { request: { 'x-tenant': 'globex' }, response: { 'x-frame-options': 'DENY', server: false } },
  maintenance: { text: 'Back at ten.', retryAfter: '10m' },
}

const named = (count: number) => Array.from({ length: count }, (_, i) => `n${i}`)
/** The estate of these tests has no domain. */
const noDomain = 'expose.host [host-unknown] write "www": each cluster adds its own domain'

describe('what the gateway may do', () => {
  it.each<[Readonly<Record<string, unknown>>, ...string[]]>([
    [all],
    [{ maintenance: true }],
    [{ maintenance: 'Back at ten.' }],
    [{ host: ['shop', 'shop'] }, 'expose.host[1] [duplicate-host] take one of the two out'],
    [{ host: named(10), path: named(100).map((name) => `/${name}`) }],
    [
      { host: named(11), path: named(100).map((name) => `/${name}`) },
      'expose.path [many-entrances] name what the paths have in common, or give some of the hosts to another app',
    ],
    [{ host: 'Shop' }, 'expose.host [invalid-value] did you mean "shop"?'],
    [{ host: '*.globex.com' }, 'expose.host [invalid-value] correct "expose.host"'],
    [{ host: 'globex.com.' }, 'expose.host [invalid-value] correct "expose.host"'],
    [{ host: '10.0.0.1' }, 'expose.host [invalid-value] correct "expose.host"'],
    [{ host: 'a'.repeat(41) }, 'expose.host [invalid-value] correct "expose.host"'],
    [{ host: [] }, 'expose.host [invalid-value] correct "expose.host"'],
    [{ gateway: 'private' }, 'expose.gateway [invalid-value] correct "expose.gateway"'],
    [
      { host: ['shop', 'www.globex.com'], gateway: 'internal' },
      'expose.host[1] [host-gateway] write a label, or take gateway: "internal" out',
    ],
    [{ path: '/a/', rewrite: '/b/' }, 'expose.path [path-slash] write "/a"', 'expose.rewrite [path-slash] write "/b"'],
    [{ path: '/a', rewrite: '/a' }, 'expose.rewrite [rewrite-same] take it out'],
    [{ redirects: { '/a b': '/' } }, 'expose.redirects."/a b" [redirect-from] correct it'],
    [{ redirects: { 'Old.globex.com': 'shop' } }, 'expose.redirects."Old.globex.com" [redirect-from] correct it'],
    [{ redirects: { shop: 'shop' } }, 'expose.redirects.shop [redirect-own] take it out of expose.host, or here'],
    [{ redirects: { store: 'shopp' } }, 'expose.redirects.store [redirect-to] correct it, or add it to expose.host'],
    [
      { path: '/shop', redirects: { '/shopping': '/shop' } },
      'expose.redirects."/shopping" [redirect-outside] add it to expose.path, or take it out',
    ],
    [{ redirects: { '/a': 'b' } }, 'expose.redirects."/a" [redirect-to] correct it'],
    [{ redirects: { '/a': 'http://globex.com/' } }, 'expose.redirects."/a" [invalid-value] did you mean "globex.com"?'],
    [{ redirects: { '/a': '/a' } }, 'expose.redirects."/a" [redirect-loop] lead it to a path without a redirect'],
    [
      { redirects: { '/a': '/b', '/b': '/a', '/c': '/a' } },
      'expose.redirects."/a" [redirect-loop] lead it to a path without a redirect',
      'expose.redirects."/b" [redirect-loop] lead it to a path without a redirect',
    ],
    [
      { host: 'www.globex.com', redirects: { '/a': 'https://www.globex.com/a?again' } },
      noDomain,
      'expose.redirects."/a" [redirect-loop] lead it to a path without a redirect',
    ],
    [{ host: 'www.globex.com', redirects: { '/a': 'https://www.globex.com.example.org/a' } }, noDomain],
    [
      { redirects: { '/a': { to: '/b', code: 200 } } },
      'expose.redirects."/a".code [invalid-value] correct expose.redirects."/a".code',
    ],
    [
      { headers: { request: { host: 'x', 'x-forwarded-for': '1.1.1.1' } } },
      'expose.headers.request.host [header-reserved] take it out',
      'expose.headers.request.x-forwarded-for [header-reserved] take it out',
    ],
    [
      { headers: { response: { 'set-cookie': 'a=b' } } },
      'expose.headers.response.set-cookie [header-reserved] take it out',
    ],
    [
      { headers: { response: { Server: false } } },
      'expose.headers.response.Server [invalid-name] did you mean "server"?',
    ],
    [
      { headers: { response: { 'x-a': 'b\nc: d' } } },
      'expose.headers.response.x-a [invalid-value] did you mean "bc:d"?',
    ],
    [
      { headers: { request: { 'x-api-key': 'f3b1c9d07a2e4f6880aa12bc34de56f7' } } },
      'expose.headers.request.x-api-key [literal-secret] have the app add it, from secrets',
    ],
    [
      { cors: { origins: ['app.globex.com'] } },
      'expose.cors.origins[0] [invalid-value] correct "expose.cors.origins[0]"',
    ],
    [
      { cors: { origins: ['https://app.globex.com/'] } },
      'expose.cors.origins[0] [invalid-value] did you mean "https://app.globex.com"?',
    ],
    [
      { cors: { origins: ['*'], credentials: true } },
      'expose.cors.credentials [cors-credentials] name the origins, or take credentials out',
    ],
    [{ cors: { origins: ['*', 'https://a.b'] } }, 'expose.cors.origins [cors-star] take "*" out, or the others'],
    [
      { cors: { origins: ['https://a.b', 'https://a.b'] } },
      'expose.cors.origins[1] [duplicate-origin] take one of the two out',
    ],
    [{ maintenance: '' }, 'expose.maintenance [invalid-value] correct "expose.maintenance"'],
  ])('%j', async (more, ...lines) => {
    expect(await toldOf({ ...web, expose: { host: 'shop', ...more } })).toEqual(lines)
  })
})

describe('the port that answers people', () => {
  const ports = { admin: { port: 9001, protocol: 'http' }, amqp: { port: 5672, protocol: 'tcp' } }
  const health = { ready: { tcp: 'main' }, live: { tcp: 'main' } }
  const store = { ...web, kind: 'stateful', volumes: { '/data': '10Gi' } }
  const broker = { ...store, protocol: 'tcp', health, ports }
  it.each<[object, ...string[]]>([
    [{ ...store, expose: { host: 'wiki', path: '/w', headers: { response: { server: false } } } }],
    [{ ...broker, expose: { host: 'mq', port: 'admin', gateway: 'internal' } }],
    [{ ...web, ports, expose: { host: 'shop', port: 'admin' } }],
    [
      { ...broker, expose: { host: 'mq' } },
      'expose [no-http] name another of the ports, or say "on", by which bytes come in by TLS (kind stateful)',
    ],
    [
      { ...web, ports, expose: { host: 'mq', port: 'amqp' } },
      'expose.port [no-http] name another of the ports, or say "on", by which bytes come in by TLS (kind stateful)',
    ],
    [{ ...web, ports, expose: { host: 'mq', port: 'amdin' } }, 'expose.port [unknown-port] did you mean "admin"?'],
    [
      { ...web, ports, expose: { host: 'mq', port: 'constructor' } },
      'expose.port [unknown-port] use one of: admin, amqp, main',
    ],
    [{ ...store, expose: { host: 'wiki', path: '/w/' } }, 'expose.path [path-slash] write "/w"'],
    [{ ...store, in: { prod: { expose: { host: 'wiki' } } } }],
  ])('%j', async (spec, ...lines) => expect(await toldOf(spec)).toEqual(lines))
})
