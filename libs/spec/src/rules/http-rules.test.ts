import { describe, expect, it } from 'vitest'
import { toldOf, web } from '../../test/temporary-estate.ts'

const range = { min: 2, max: 4, on: { cpu: 70 } }
const canary = { canary: [5, 25], hold: '1m', slo: { errors: '1%' } }
const expose = { host: 'shop', path: '/' }

const cases: readonly (readonly [string, unknown, ...string[]])[] = [
  [
    'a step of a canary that Prometheus does not see',
    { ...web, release: { ...canary, hold: '5s' } },
    'release.hold [hold-short] raise it',
  ],
  [
    'memory with a canary',
    { ...web, scale: { ...range, on: { cpu: 70, memory: 80 } }, release: canary },
    'scale.on.memory [memory-with-canary] take memory out, or write release: "rolling"',
  ],
  [
    'heap with a canary',
    { ...web, memory: '512Mi', scale: { ...range, on: { heap: '200Mi' } }, release: canary },
    'scale.on.heap [memory-with-canary] take heap out, or write release: "rolling"',
  ],
  ['an empty host', { ...web, expose: { host: '' } }, 'expose.host [invalid-value] correct "expose.host"'],
  [
    'clientIP on an exposed app',
    { ...web, expose, sticky: { clientIP: '60s' } },
    'sticky [sticky-client-ip] write sticky: { cookie: "1h" }',
  ],
  [
    'a cookie inside',
    { ...web, sticky: { cookie: '1h' } },
    'sticky [sticky-cookie-inside] add expose, or write sticky: { clientIP: "60s" }',
  ],
  [
    'a cookie, and a bad expose',
    { ...web, expose: { hots: 'Shop' }, sticky: { cookie: '1h' } },
    'expose.hots [unknown-field] did you mean "host"?',
  ],
  [
    'a cookie, and expose as text',
    { ...web, expose: 'shop', sticky: { cookie: '1h' } },
    'expose [invalid-value] correct "expose"',
  ],
  [
    'clientIP with a canary',
    { ...web, sticky: { clientIP: '60s' }, release: canary },
    'sticky [sticky-client-ip-canary] take sticky out, or write release: "rolling"',
  ],
  ['clientIP for a week', { ...web, sticky: { clientIP: '7d' } }, 'sticky.clientIP [sticky-time] correct it'],
  [
    'no pods and a canary',
    { ...web, scale: 0, release: canary },
    'scale [canary-without-pods] raise it, or write release: "rolling"',
  ],
  [
    'one path twice',
    { ...web, expose: { host: 'shop', path: ['/a', '/a'] } },
    'expose.path[1] [duplicate-path] take one of the two out',
  ],
  [
    'a path with a slash at its end',
    { ...web, expose: { host: 'shop', path: '/a/' } },
    'expose.path [path-slash] write "/a"',
  ],
]

describe('what an app of requests cannot say together', () => {
  it.each(cases)('%s', async (_, spec, ...lines) => {
    expect(await toldOf(spec)).toEqual(lines)
  })
})
