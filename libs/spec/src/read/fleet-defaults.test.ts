import { describe, expect, it } from 'vitest'
import { fleetFiles, inEstate, mailer, report, told, web } from '../../test/temporary-estate.ts'
import { kinds, shapes, type Kind } from '../shape/app.ts'
import { defaultFields } from '../shape/defaults.ts'
import { loadEstate } from './load-estate.ts'

const files = { 'apps/web/app.ts': web, 'apps/mailer/app.ts': mailer, 'apps/report/app.ts': report }

/** A field of one app's spec in one environment, with the place in the defaults that it comes from. */
async function resolved(defaults: unknown, app: string, env: string, own: object = {}) {
  const spec = { ...(files[`apps/${app}/app.ts` as keyof typeof files] as object), ...own }
  const estate = await inEstate({ ...files, [`apps/${app}/app.ts`]: spec, 'fleet/defaults.ts': defaults }, loadEstate)
  if (!estate.ok) throw new Error(JSON.stringify(estate.issues))
  const source = estate.value.apps.find(({ name }) => name === app)
  return { spec: source?.specs.get(env), from: Object.fromEntries(source?.inherited?.get(env) ?? []) }
}

const defaults = {
  drain: '30s',
  env: { TZ: 'Europe/Berlin', LEVEL: 'info' },
  health: { delay: '5s' },
  kinds: { cron: { attempts: 2, drain: '1s' } },
  in: { prod: { drain: '60s', kinds: { worker: { drain: '90s' } } } },
}

describe("the fleet's defaults", () => {
  it.each<[string, string, string, object, string, string | undefined]>([
    ['hold everywhere', 'web', 'dev', {}, '30s', 'drain'],
    ['by environment', 'web', 'prod', {}, '60s', 'in.prod.drain'],
    ['by kind', 'report', 'dev', {}, '1s', 'kinds.cron.drain'],
    ['an environment wins over a kind', 'report', 'prod', {}, '60s', 'in.prod.drain'],
    ['a kind there over both', 'mailer', 'prod', {}, '90s', 'in.prod.kinds.worker.drain'],
    ['the app wins', 'web', 'prod', { drain: '7s' }, '7s', undefined],
    ['also in one environment', 'web', 'prod', { in: { prod: { drain: '8s' } } }, '8s', undefined],
    ['and only there', 'web', 'dev', { in: { prod: { drain: '8s' } } }, '30s', 'drain'],
  ])('%s', async (_, app, env, own, drain, at) => {
    const { spec, from } = await resolved(defaults, app, env, own)
    expect([spec?.kind === 'function' ? undefined : spec?.drain, from['drain']]).toEqual([drain, at])
  })

  it('variables and questions are laid over by name; of all else an app has its own as a whole', async () => {
    const own = { env: { LEVEL: 'debug' }, scale: 3, health: { ...web.health, period: '9s' } }
    const more = { ...defaults, kinds: { http: { scale: { min: 2, max: 9, on: { cpu: 50 } } } } }
    const { spec, from } = await resolved(more, 'web', 'dev', own)
    expect(spec).toMatchObject({
      env: { LEVEL: 'debug', TZ: 'Europe/Berlin' },
      health: { ...web.health, period: '9s', delay: '5s' },
      scale: 3,
    })
    expect(from).toEqual({ drain: 'drain', 'env.TZ': 'env.TZ', 'health.delay': 'health.delay' })
  })

  it("a secret of the same name is the app's own word", async () => {
    const { spec } = await resolved({ env: { LEVEL: 'info' } }, 'web', 'dev', { secrets: { LEVEL: 'web/x#level' } })
    expect(spec?.env).toBeUndefined()
  })

  it('a kind that has no such field is left alone', async () => {
    const { spec } = await resolved({ timeout: '5s', attempts: 4 }, 'mailer', 'dev')
    expect(spec).toEqual(mailer)
  })

  it('a stateful app without a port takes no timeout, which is for callers', async () => {
    const beats = { ready: { command: ['beats'] }, live: { command: ['beats'] } }
    const alone = { kind: 'stateful', port: undefined, health: beats }
    expect((await resolved({ timeout: '5s' }, 'web', 'dev', alone)).from).toEqual({})
    const { from } = await resolved({ timeout: '5s' }, 'web', 'dev', { kind: 'stateful' })
    expect(from).toEqual({ timeout: 'timeout' })
  })

  it.each<[string, unknown, string]>([
    ['a field that no app may leave out', { cpu: '1' }, 'fleet/defaults.ts: cpu [unknown-field] take "cpu" out'],
    ['a wrong value', { drain: '30' }, 'fleet/defaults.ts: drain [invalid-value] did you mean "30s"?'],
    [
      'an unknown environment',
      { in: { prd: {} } },
      'fleet/defaults.ts: in.prd [unknown-environment] did you mean "prod"?',
    ],
    [
      'what an app cannot have with its own words',
      { kinds: { http: { release: { canary: [5], slo: { errors: '1%' } } } } },
      'fleet/defaults.ts:  [canary-without-pods] change it here, or say what is right in apps/web/app.ts',
    ],
    [
      'a secret, where it stands',
      { in: { prod: { env: { API_PASSWORD: 'hunter2-hunter2' } } } },
      'fleet/defaults.ts: in.prod.env.API_PASSWORD [literal-secret] change it here, or say what is right in apps/web/app.ts',
    ],
    [
      'no data',
      'export default () => 1',
      'fleet/defaults.ts:  [not-data] export the data itself, not what would make it',
    ],
  ])('refuses %s', async (_, data, line) => {
    const app = { ...web, scale: 0 }
    expect(await told({ 'fleet/defaults.ts': data, 'apps/web/app.ts': app })).toEqual([line])
  })

  it('without a file, nothing is added', async () => {
    const estate = await inEstate({ ...fleetFiles, ...files }, loadEstate)
    expect(estate.ok && estate.value.apps.map((app) => app.inherited)).toEqual([undefined, undefined, undefined])
  })

  it.each(kinds)('%s: a default is of a field that the kind has and may leave out, but for health', (kind: Kind) => {
    const shape = shapes[kind] as Readonly<Record<string, { safeParse: (value: unknown) => { success: boolean } }>>
    const wrong = defaultFields(kind).filter(
      (field) => field !== 'health' && shape[field]?.safeParse(undefined).success !== true,
    )
    expect(wrong).toEqual([])
  })

  it('are told of in the same run as mistakes in the fleet itself', async () => {
    const fleet = { ...(fleetFiles['fleet/fleet.ts'] as object), nmae: 'acme' }
    const estate = await inEstate(
      { ...files, 'fleet/fleet.ts': fleet, 'fleet/defaults.ts': { drian: '30s' } },
      loadEstate,
    )
    const found = estate.ok ? [] : estate.issues.map(({ file, at }) => `${file}: ${at}`)
    expect(found).toEqual(['fleet/defaults.ts: drian', 'fleet/fleet.ts: nmae'])
  })
})
