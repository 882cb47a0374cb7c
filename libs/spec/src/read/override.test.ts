import { describe, expect, it } from 'vitest'
import { mailer, told, toldOf, web } from '../../test/temporary-estate.ts'

const range = { min: 2, max: 4, on: { cpu: 70 } }
const canary = { canary: [5, 25], slo: { errors: '1%' } }
const expose = { host: 'shop' }
const prod = (spec: object, over: unknown) => ({ ...spec, in: { prod: over } })

/** What an environment's block makes wrong is told in that block, and only there. */
const cases: readonly (readonly [string, unknown, ...string[]])[] = [
  [
    'a max under the min of the base',
    prod({ ...web, scale: range }, { scale: { max: 1 } }),
    'in.prod.scale [min-over-max] lower min or raise max',
  ],
  [
    'a min over the max of the base',
    prod({ ...web, scale: range }, { scale: { min: 9 } }),
    'in.prod.scale.min [min-over-max] lower min or raise max',
  ],
  [
    'half a range over a number',
    prod({ ...web, scale: 2 }, { scale: { min: 4 } }),
    'in.prod.scale.max [missing-field] add "in.prod.scale.max"',
  ],
  [
    'half a release over a word',
    prod({ ...web, release: 'rolling' }, { release: { hold: '1m' } }),
    'in.prod.release.canary [missing-field] add "in.prod.release.canary"',
    'in.prod.release.slo [missing-field] add "in.prod.release.slo"',
  ],
  [
    'expose that makes the stickiness of the base wrong',
    prod({ ...web, sticky: { clientIP: '60s' } }, { expose }),
    'in.prod.expose [sticky-client-ip] write sticky: { cookie: "1h" }',
  ],
  [
    'a canary that makes it wrong',
    prod({ ...web, sticky: { clientIP: '60s' } }, { release: canary }),
    'in.prod.release [sticky-client-ip-canary] take sticky out, or write release: "rolling"',
  ],
  [
    'a request over the limit of the base',
    prod({ ...web, limits: { cpu: '200m' } }, { cpu: '1' }),
    'in.prod.cpu [limit-under-request] raise the limit or ask for less',
  ],
  [
    'a second list item',
    prod(web, { calls: ['web'] }),
    'in.prod.calls[0] [call-self] take it out: an app reaches itself without the network',
  ],
  ['another team', prod(web, { team: 'finance' }), 'in.prod.team [invalid-value] take "in.prod.team" out'],
  ['another kind', prod(web, { kind: 'worker' }), 'in.prod.kind [invalid-value] take "in.prod.kind" out'],
  ['another edition', prod(web, { edition: 1 }), 'in.prod.edition [invalid-value] take "in.prod.edition" out'],
  ['an override in an override', prod(web, { in: {} }), 'in.prod.in [unknown-field] take "in" out'],
  [
    'a misspelt environment',
    { ...web, in: { pord: { cpu: '1' } } },
    'in.pord [unknown-environment] did you mean "prod"?',
  ],
  ['an unknown environment', { ...web, in: { moon: {} } }, 'in.moon [unknown-environment] use one of: dev, prod'],
  ['no block', { ...web, in: { prod: 3 } }, 'in.prod [invalid-value] correct "in.prod"'],
  ['blocks as a list', { ...web, in: ['prod'] }, 'in [invalid-value] correct "in"'],
  [
    'wrong in the base and not made worse',
    prod({ ...web, scale: { min: 5, max: 3, on: { cpu: 70 } } }, { cpu: '1' }),
    'scale.min [min-over-max] lower min or raise max',
  ],
  [
    'wrong in both',
    { ...web, env: { PORT: '1' }, in: { dev: { env: { PORT: '2' } }, prod: { env: { APP_ENV: 'x' } } } },
    'env.PORT [reserved-env] take it out: the platform gives it its value',
    'in.dev.env.PORT [reserved-env] take it out: the platform gives it its value',
    'in.prod.env.APP_ENV [reserved-env] take it out: the platform gives it its value',
  ],
  [
    'a variable that one environment does not have',
    prod({ ...web, env: { SITE: '$(HOST)' } }, { env: { HOST: 'b' } }),
    'env.SITE [unknown-variable] use one of: APP_ENV, APP_NAME, APP_VERSION, DRAIN_SECONDS, POD_IP, POD_NAME, PORT, SITE',
  ],
  [
    'a secret that each environment writes over is in git all the same',
    {
      ...web,
      env: { API_TOKEN: 'abc' },
      in: { dev: { env: { API_TOKEN: { field: 'spec.nodeName' } } }, prod: { env: { API_TOKEN: { from: 'memory' } } } },
    },
    'env.API_TOKEN [literal-secret] put it in the secret store and refer to it: secrets: { API_TOKEN: "name/of/the/secret#key" }',
  ],
  [
    'a base that is not sound is not told twice',
    prod({ ...web, scale: '2' }, { scale: { min: 4 } }),
    'scale [invalid-value] write 2, without quotes',
  ],
  [
    'an override that is not sound is not told twice',
    prod({ ...web, scale: range }, { scale: { min: '4', max: 1 } }),
    'in.prod.scale.min [invalid-value] write 4, without quotes',
  ],
  [
    'a secret',
    prod(web, { env: { API_TOKEN: 'abc' } }),
    'in.prod.env.API_TOKEN [literal-secret] put it in the secret store and refer to it: secrets: { API_TOKEN: "name/of/the/secret#key" }',
  ],
  [
    'a missing config file',
    prod(web, { files: { '/etc/a': 'config/a' } }),
    'in.prod.files."/etc/a" [no-such-file] add apps/web/config/a or correct the path',
  ],
]

describe('a bad override', () => {
  it.each(cases)('%s', async (_, spec, ...lines) => {
    expect(await toldOf(spec)).toEqual(lines)
  })
})

describe('a sound override', () => {
  it.each([
    prod({ ...web, scale: range }, { scale: 1 }),
    prod({ ...web, scale: 1 }, { scale: range }),
    prod({ ...web, scale: range }, { scale: { max: 40 } }),
    prod({ ...web, expose, sticky: { cookie: '1h' } }, { sticky: 'none' }),
    prod({ ...web, sticky: { clientIP: '60s' } }, { expose, sticky: { cookie: '1h' } }),
    prod({ ...web, release: canary }, { release: 'rolling' }),
    prod({ ...mailer, queue: 'mails' }, { scale: { min: 0, max: 3, on: { queue: 5 } } }),
    { ...web, env: { SITE: '$(HOST)' }, in: { dev: { env: { HOST: 'a' } }, prod: { env: { HOST: 'b' } } } },
    { ...web, in: {} },
    { ...web, in: { prod: {}, dev: {} } },
  ])('tells nothing: %#', async (spec) => {
    expect(await toldOf(spec)).toEqual([])
  })
})

it('tells who else has a host in one environment only', async () => {
  const files = {
    'apps/a/app.ts': { ...web, expose },
    'apps/b/app.ts': prod(web, { expose: { host: 'shop', path: ['/b', '/'] } }),
  }
  expect(await told(files)).toEqual([
    'apps/b/app.ts: in.prod.expose.path[1] [path-taken] take another path or another host',
  ])
})
