import { describe, expect, it } from 'vitest'
import type { MergedSpec } from '@slipway/spec'
import { estateOf, http } from '../test/sample-estate.ts'
import { resolveEstate } from './resolve-estate.ts'
import { storePorts } from './resolve-stores.ts'

const needs: NonNullable<MergedSpec['needs']> = {
  database: { 'gen-ledger': { engine: 'postgres-17' }, old: { engine: 'mysql-8.4' } },
  cache: { sessions: { engine: 'valkey-8.0' } },
}
function resolved(spec: MergedSpec) {
  const [app] = resolveEstate(estateOf({ web: { spec, files: new Map() } })).clusters.flatMap(({ cluster, apps }) =>
    cluster.name === 'us' ? apps : [],
  )
  if (app === undefined) throw new Error('not there')
  return app
}

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
    expect(storePorts({ needs })).toEqual([3306, 5432, 6379])
    expect(storePorts({ needs: { database: { a: { engine: 'postgres-16' }, b: { engine: 'postgres-17' } } } })).toEqual(
      [5432],
    )
    expect(resolved(http).storePorts).toEqual([])
  })
})
