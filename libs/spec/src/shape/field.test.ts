import { describe, expect, it } from 'vitest'
import { formatIssues } from '@slipway/core'
import { loadEstate } from '../read/load-estate.ts'
import { inEstate, mailer, report, toldOf, web } from '../../test/temporary-estate.ts'

const scale = { min: 2, max: 4, on: { cpu: 70 } }
const canary = { canary: [5, 25], hold: '1m', slo: { errors: '1%' } }

/** A spec with something wrong in it, and every line that is told of it. */
const cases: readonly (readonly [string, unknown, ...string[]])[] = [
  ['a misspelt field', { ...web, memry: '1Gi' }, 'memry [unknown-field] take "memry" out'],
  [
    'a misspelt field that is missing',
    { ...web, memory: undefined, memry: '1Gi' },
    'memry [unknown-field] did you mean "memory"?',
  ],
  ['letters in the wrong order', { ...web, port: undefined, prot: 80 }, 'prot [unknown-field] did you mean "port"?'],
  ['capitals', { ...web, cpu: undefined, CPU: '1' }, 'CPU [unknown-field] did you mean "cpu"?'],
  [
    'a field of another kind',
    { ...report, expose: { host: 'shop' } },
    'expose [unknown-field] take it out; only kind http and stateful and function have it',
  ],
  ['a word of Kubernetes', { ...web, replicas: 3 }, 'replicas [unknown-field] say scale, such as scale: 3'],
  [
    'misspelt in scale.on',
    { ...web, scale: { ...scale, on: { cpuu: 70 } } },
    'scale.on.cpuu [unknown-field] did you mean "cpu"?',
  ],
  [
    'misspelt in scale',
    { ...web, scale: { mn: 1, max: 3, on: { cpu: 70 } } },
    'scale.mn [unknown-field] did you mean "min"?',
  ],
  [
    'misspelt in health',
    { ...web, health: { redy: '/readyz', live: '/healthz' } },
    'health.redy [unknown-field] did you mean "ready"?',
  ],
  [
    'misspelt in release',
    { ...web, release: { ...canary, canary: undefined, cannary: [5] } },
    'release.cannary [unknown-field] did you mean "canary"?',
  ],
  [
    'misspelt in release.slo',
    { ...web, release: { ...canary, slo: { eror: '1%' } } },
    'release.slo.eror [unknown-field] did you mean "errors"?',
  ],
  ['misspelt in a call', { ...web, calls: [{ ap: 'mailer' }] }, 'calls[0].ap [unknown-field] did you mean "app"?'],
  [
    'misspelt in a call to a host',
    { ...web, calls: [{ hots: 'api.acme.example' }] },
    'calls[0].hots [unknown-field] did you mean "host"?',
  ],
  [
    'misspelt in an override',
    { ...web, in: { prod: { memry: '1Gi' } } },
    'in.prod.memry [unknown-field] did you mean "memory"?',
  ],
  [
    'misspelt deep in an override',
    { ...web, scale, in: { prod: { scale: { on: { cpuu: 3 } } } } },
    'in.prod.scale.on.cpuu [unknown-field] did you mean "cpu"?',
  ],
  ['the wrong kind', { ...web, kind: 'htpp' }, 'kind [invalid-value] did you mean "http"?'],
  ['a kind in capitals', { ...web, kind: 'HTTP' }, 'kind [invalid-value] did you mean "http"?'],
  [
    'the wrong kind and more',
    { ...web, kind: 'htpp', prot: 1, cpu: '0' },
    'cpu [invalid-value] correct "cpu"',
    'kind [invalid-value] did you mean "http"?',
    'prot [unknown-field] did you mean "protocol"?',
  ],
  ['a kind far from any', { ...web, kind: 'assembly' }, 'kind [invalid-value] correct "kind"'],
  ['a kind by the name of its maker', { ...web, kind: 'lambda' }, 'kind [invalid-value] write "function"'],
  ['no kind', { ...web, kind: undefined }, 'kind [missing-field] add "kind"'],
  [
    'nothing but a kind',
    { kind: 'cron' },
    'cpu [missing-field] add "cpu"',
    'memory [missing-field] add "memory"',
    'schedule [missing-field] add "schedule"',
    'team [missing-field] add "team"',
  ],
  ['a number in quotes', { ...web, port: '8080' }, 'port [invalid-value] write 8080, without quotes'],
  ['a scale in quotes', { ...web, scale: '2' }, 'scale [invalid-value] write 2, without quotes'],
  ['a number where text is wanted', { ...web, env: { LEVEL: 3 } }, 'env.LEVEL [invalid-value] write "3", in quotes'],
  [
    'a boolean where text is wanted',
    { ...web, env: { DEBUG: true } },
    'env.DEBUG [invalid-value] write "true", in quotes',
  ],
  ['cpu as a number', { ...web, cpu: 0.5 }, 'cpu [invalid-value] write "0.5", in quotes'],
  ['cpu that forgot its m', { ...web, cpu: '250' }, 'cpu [invalid-value] did you mean "250m"?'],
  ['cpu of nothing', { ...web, cpu: '0' }, 'cpu [invalid-value] correct "cpu"'],
  ['cpu of nothing with a unit', { ...web, cpu: '0m' }, 'cpu [invalid-value] correct "cpu"'],
  ['memory in M', { ...web, memory: '256M' }, 'memory [invalid-value] did you mean "256Mi"?'],
  ['memory in MB', { ...web, memory: '256 MB' }, 'memory [invalid-value] did you mean "256Mi"?'],
  ['memory as a number', { ...web, memory: 256 }, 'memory [invalid-value] did you mean "256Mi"?'],
  ['a duration as a number', { ...web, timeout: 5 }, 'timeout [invalid-value] did you mean "5s"?'],
  ['a duration in words', { ...web, timeout: '5 seconds' }, 'timeout [invalid-value] did you mean "5s"?'],
  ['a duration of nothing', { ...web, timeout: '0s' }, 'timeout [invalid-value] correct "timeout"'],
  ['a port too high', { ...web, port: 70000 }, 'port [invalid-value] correct "port"'],
  ['a port of the sidecar', { ...web, port: 15001 }, 'port [invalid-value] correct "port"'],
  [
    'a path without its slash',
    { ...web, health: { ready: 'readyz', live: '/healthz' } },
    'health.ready [invalid-value] did you mean "/readyz"?',
  ],
  [
    'weights that do not rise',
    { ...web, release: { ...canary, canary: [25, 5] } },
    'release.canary [rule] correct "release.canary"',
  ],
  [
    'a weight of 100',
    { ...web, release: { ...canary, canary: [50, 100] } },
    'release.canary[1] [invalid-value] take it out: after the last step everybody gets the new version',
  ],
  [
    'one weight without a list',
    { ...web, release: { ...canary, canary: 5 } },
    'release.canary [invalid-value] did you mean [5]?',
  ],
  ['a release word in capitals', { ...web, release: 'Rolling' }, 'release [invalid-value] did you mean "rolling"?'],
  [
    'a release that is neither',
    { ...web, release: { hold: '1m' } },
    'release.canary [missing-field] add "release.canary"',
    'release.slo [missing-field] add "release.slo"',
  ],
  [
    'sticky, misspelt',
    { ...web, expose: { host: 'shop' }, sticky: { cooky: '1h' } },
    'sticky.cooky [unknown-field] did you mean "cookie"?',
  ],
  ['sticky, empty', { ...web, sticky: {} }, 'sticky [invalid-value] correct "sticky"'],
  ['a single call without a list', { ...web, calls: 'mailer' }, 'calls [invalid-value] did you mean ["mailer"]?'],
  [
    'a call to a URL',
    { ...web, calls: [{ host: 'https://api.acme.example/v1' }] },
    'calls[0].host [invalid-value] did you mean "api.acme.example"?',
  ],
  [
    'a variable with a blank',
    { ...web, env: { 'log level': 'info' } },
    'env."log level" [invalid-name] did you mean "loglevel"?',
  ],
  ['a list of variables', { ...web, env: [{ name: 'A', value: 'b' }] }, 'env [invalid-value] correct "env"'],
  [
    'a mount that is not absolute',
    { ...web, volumes: { data: '1Gi' } },
    'volumes.data [invalid-name] did you mean "/data"?',
  ],
  ['an image with a tag', { ...web, image: 'acme/web:1.0' }, 'image [invalid-value] did you mean "acme/web"?'],
  [
    'a sidecar without a digest',
    { ...web, sidecars: [{ name: 'log', image: 'acme/log:1', cpu: '10m', memory: '32Mi' }] },
    'sidecars[0].image [invalid-value] correct "sidecars[0].image"',
  ],
  [
    'a sidecar named like the app container',
    { ...web, sidecars: [{ name: 'app', image: `acme/log@sha256:${'a'.repeat(64)}`, cpu: '10m', memory: '32Mi' }] },
    'sidecars[0].name [rule] correct "sidecars[0].name"',
  ],
  [
    'a secret itself instead of its place',
    { ...web, secrets: { DB: 'hunter2' } },
    'secrets.DB [invalid-value] correct "secrets.DB"',
  ],
  ['too many attempts', { ...report, attempts: 99 }, 'attempts [invalid-value] correct "attempts"'],
  ['a word that is near', { ...report, overlap: 'Forbidden' }, 'overlap [invalid-value] did you mean "forbid"?'],
  ['a scale range for a stateful app', { ...web, kind: 'stateful', scale }, 'scale [invalid-value] correct "scale"'],
  ['a field without a value', { ...mailer, queue: null }, 'queue [invalid-value] give "queue" a value, or take it out'],
  [
    'a field that every object has',
    { ...web, constructor: 2, toString: 'x' },
    'constructor [unknown-field] take "constructor" out',
    'toString [unknown-field] take "toString" out',
  ],
  ['a list at the top', [web], ' [invalid-value] correct this file'],
  ['a text at the top', JSON.stringify('web'), ' [no-default-export] add the export'],
]

describe('a bad field is told once, with what to do', () => {
  it.each(cases)('%s', async (_, spec, ...lines) => {
    expect(await toldOf(spec)).toEqual(lines)
  })
})

describe('a sound spec', () => {
  it.each([
    web,
    mailer,
    report,
    { ...web, kind: 'stateful', scale: 1 },
    { ...web, release: canary, scale },
    { ...mailer, kind: 'daemon' },
  ])('tells nothing: %#', async (spec) => {
    expect(await toldOf(spec)).toEqual([])
  })
})

it('says where, what was given, what is wanted and what to do, in words of its own', async () => {
  const estate = await inEstate(
    { 'apps/web/app.ts': { ...web, memory: '256M', scale: { min: 2, mx: 3, on: { cpu: 70 } } } },
    loadEstate,
  )
  expect(estate.ok ? '' : formatIssues(estate.issues)).toBe(`apps/web/app.ts: memory  [invalid-value]
  given   "256M"
  wanted  a size above zero in Ki, Mi, Gi or Ti, such as "256Mi" or "2Gi" (Mi is 1024 x 1024; "M" and "MB" are not taken)
  do      did you mean "256Mi"?

apps/web/app.ts: scale.mx  [unknown-field]
  given   a field "mx"
  wanted  one of: min, max, on
  do      did you mean "max"?

2 problems`)
})
