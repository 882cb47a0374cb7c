import { describe, expect, it } from 'vitest'
import type { MergedSpec } from '@slipway/spec'
import { cron, estateOf, http, worker } from '../test/sample-estate.ts'
import { resolveEstate } from './resolve-estate.ts'
import { storePorts, storesOf } from './resolve-stores.ts'

const needs: NonNullable<MergedSpec['needs']> = {
  database: { 'gen-ledger': { engine: 'postgres-17' }, old: { engine: 'mysql-8.4' } },
  cache: { sessions: { engine: 'valkey-8.0' } },
}
function resolved(spec: MergedSpec, name = 'web', others: Parameters<typeof estateOf>[0] = {}) {
  const apps = resolveEstate(estateOf({ ...others, [name]: { spec } })).clusters.flatMap((one) =>
    one.cluster.name === 'us' ? one.apps : [],
  )
  const app = apps.find((one) => one.name === name)
  if (app === undefined) throw new Error('not there')
  return app
}
const ports = (given: Pick<MergedSpec, 'needs'>) => storePorts(storesOf({ team: 'shop', ...given }, new Map()))

describe('databases and caches', () => {
  it('have variables that say all but where they are', () => {
    const env = resolved({ ...http, needs }).container.env.filter(({ name }) => /_(DATABASE|CACHE)_|REGION/.test(name))
    expect(Object.fromEntries(env.map((one) => [one.name, 'value' in one ? one.value : '']))).toEqual({
      AWS_REGION: 'us-east-1',
      GEN_LEDGER_DATABASE_NAME: 'app',
      GEN_LEDGER_DATABASE_PORT: '5432',
      GEN_LEDGER_DATABASE_USER: `prod_${http.team}_gen_ledger`,
      OLD_DATABASE_NAME: 'app',
      OLD_DATABASE_PORT: '3306',
      OLD_DATABASE_USER: `prod_${http.team}_old`,
      SESSIONS_CACHE_NAME: `prod-${http.team}-sessions`,
      SESSIONS_CACHE_PORT: '6379',
      SESSIONS_CACHE_USER: `prod-${http.team}-sessions`,
    })
  })

  it('have their address in what their stack writes, unless the app names one itself', () => {
    const secrets = (spec: MergedSpec) => resolved(spec).secrets.map(({ entry, secret, key }) => [entry, secret, key])
    const of = (variable: string, what: string) => [variable, `prod/${http.team}/needs/${what}`, 'host']
    const all = [
      of('GEN_LEDGER_DATABASE_HOST', 'gen-ledger-database'),
      of('OLD_DATABASE_HOST', 'old-database'),
      of('SESSIONS_CACHE_HOST', 'sessions-cache'),
    ]
    expect(secrets({ ...http, needs })).toEqual(all)
    expect(secrets({ ...http, needs, secrets: { OLD_DATABASE_HOST: 'old#host' } })).toEqual([
      all[0],
      ['OLD_DATABASE_HOST', `prod/${http.team}/old`, 'host'],
      all[2],
    ])
  })

  it('are reached by their ports, each once', () => {
    expect(ports({ needs })).toEqual([3306, 5432, 6379])
    expect(ports({ needs: { database: { a: { engine: 'postgres-16' }, b: { engine: 'postgres-17' } } } })).toEqual([
      5432,
    ])
    expect(resolved(http).storePorts).toEqual([])
  })
})

describe('databases and caches of another app', () => {
  const owner = { web: { spec: { ...http, needs } } }
  const own = resolved({ ...http, needs })
  const uses = {
    'gen-ledger': { database: 'shop/gen-ledger', may: 'write' },
    old: { database: 'shop/old', may: 'write' },
    sessions: { cache: 'shop/sessions', may: 'write' },
  } as const
  const ofStores = ({ container, secrets, storePorts: all }: ReturnType<typeof resolved>) => ({
    env: container.env.filter(({ name }) => /_(DATABASE|CACHE)_|AWS/.test(name)),
    secrets,
    ports: all,
  })

  it.each<[string, MergedSpec]>([
    ['worker', { ...worker, uses }],
    ['cron', { ...cron, uses }],
  ])('give a %s of the team what they give their own app', (_, spec) =>
    expect(ofStores(resolved(spec, 'beside', owner))).toEqual(ofStores(own)),
  )

  it('go by the name of the use, with the port of the engine, and by no more than is used', () => {
    const found = ofStores(
      resolved({ ...cron, uses: { books: { database: 'shop/old', may: 'write' } } }, 'beside', owner),
    )
    expect(Object.fromEntries(found.env.map((one) => [one.name, 'value' in one ? one.value : '']))).toEqual({
      AWS_REGION: 'us-east-1',
      BOOKS_DATABASE_NAME: 'app',
      BOOKS_DATABASE_PORT: '3306',
      BOOKS_DATABASE_USER: 'prod_shop_old',
    })
    expect(found.secrets.map(({ entry, secret }) => [entry, secret])).toEqual([
      ['BOOKS_DATABASE_HOST', 'prod/shop/needs/old-database'],
    ])
    expect(found.ports).toEqual([3306])
  })

  it('have their address among the secrets of the team that uses them, with the owner in front', () => {
    const guest = resolved({ ...worker, team: 'finance', uses }, 'beside', owner)
    expect(guest.secrets.map(({ secret, written }) => [secret, written])).toEqual(
      ['gen-ledger-database', 'old-database', 'sessions-cache'].map((one) => [
        `prod/finance/needs/shop/${one}`,
        `needs/shop/${one}`,
      ]),
    )
    expect(ofStores(guest).env).toEqual(ofStores(own).env)
  })

  it('are those of the environment', () => {
    const dev = {
      web: { spec: { ...http, needs }, prod: { ...http, needs: { database: { old: { engine: 'postgres-18' } } } } },
    } as const
    expect(resolved({ ...worker, uses: { old: uses.old } }, 'beside', dev).storePorts).toEqual([5432])
  })

  it('are passed over where nobody needs them any more, as a rolled-back spec may', () => {
    expect(ofStores(resolved({ ...worker, uses: { old: uses.old } }, 'beside'))).toEqual({
      env: [],
      secrets: [],
      ports: [],
    })
  })
})
