import type { AwsApp } from '@slipway/aws'
import type { Fleet } from '@slipway/fleet'
import type { Needs, Uses } from '@slipway/spec'
import { describe, expect, it } from 'vitest'
import { cluster, prices } from '../test/sample.ts'
import { needCosts, teamCosts } from './need-cost.ts'
import { needsText } from './needs-text.ts'

const place = cluster()
/** Round numbers, so that sums are seen at a glance. */
const priced = {
  ...prices,
  needs: {
    [place.region]: {
      postgres: { 'db.t4g.medium': 0.1 },
      mysql: { 'db.r7g.large': 0.2 },
      disk: 0.1,
      valkey: { 'cache.t4g.small': 0.01 },
      bucket: 0.02,
      table: { reads: 0.1, writes: 0.6 },
      queue: 0.4,
    },
  },
}
const fleetOf = (environments: readonly string[]) =>
  ({ environments, clusters: [place, { ...place, name: 'twin' }] }) as unknown as Fleet
const app = (needs: Needs, team = 'shop'): AwsApp => ({
  name: 'web',
  file: 'apps/web/app.ts',
  built: true,
  isFunction: false,
  uses: { [place.environment]: { team, sends: [], works: [], snapshots: null, borrows: {}, needs } },
})
const last = fleetOf(['first', place.environment])
const month = (needs: Needs, fleet = last) => needCosts(fleet, [app(needs)], priced)[0]?.month

describe('what needs cost', () => {
  it.each<[string, Needs, number | null]>([
    // 730 h x 0.1 and 20 GiB x 0.1 are 75, twice in the last environment.
    ['a database with its standby', { database: { a: { engine: 'postgres-17' } } }, 150],
    ['one without', { database: { a: { engine: 'postgres-17', standby: false } } }, 75],
    ['a larger disk', { database: { a: { engine: 'postgres-17', standby: false, storage: '120Gi' } } }, 85],
    ['MySQL', { database: { a: { engine: 'mysql-8.4', class: 'db.r7g.large', standby: false } } }, 148],
    ['a class without a price', { database: { a: { engine: 'mysql-8.4' } } }, null],
    ['a cache with a copy', { cache: { a: { engine: 'valkey-8.0' } } }, 14.6],
    ['a cache with three', { cache: { a: { engine: 'valkey-8.0', replicas: 3 } } }, 29.2],
  ])('%s', (_, needs, expected) => {
    const found = month(needs)
    if (expected === null) expect(found).toBeNull()
    else expect(found).toBeCloseTo(expected, 6)
  })

  it('has no standby before the last environment', () => {
    expect(month({ database: { a: { engine: 'postgres-17' } } }, fleetOf([place.environment, 'later']))).toBeCloseTo(
      75,
      6,
    )
  })

  it('is by use of what is paid so, and each once for clusters that share it', () => {
    const needs = { bucket: { b: {} }, table: { t: { key: 'id' } }, queue: { q: {} }, topic: { p: {} } }
    expect(needCosts(last, [app(needs)], priced).map(({ kind, month: fixed, byUse }) => [kind, fixed, byUse])).toEqual([
      ['bucket', 0, [{ unit: 'gibibyte', price: 0.02 }]],
      [
        'table',
        0,
        [
          { unit: 'reads', price: 0.1 },
          { unit: 'writes', price: 0.6 },
        ],
      ],
      ['queue', 0, [{ unit: 'requests', price: 0.4 }]],
      ['topic', 0, [{ unit: 'messages', price: null }]],
    ])
  })

  it('is of the app that needs it, and says who uses it, too', () => {
    const web = app({
      database: { a: { engine: 'postgres-17' } },
      cache: { a: { engine: 'valkey-8.0' } },
      bucket: { a: {} },
    })
    const using = (name: string, borrows: Uses): AwsApp => {
      const one = app({})
      const use = one.uses[place.environment] ?? expect.fail()
      return { ...one, name, uses: { [place.environment]: { ...use, borrows } } }
    }
    const others = [
      using('worker', { a: { database: 'shop/a', may: 'write' }, b: { bucket: 'shop/a', may: 'read' } }),
      using('cron', { a: { database: 'shop/a', may: 'write' } }),
      using('far', { a: { bucket: 'shop/a', in: 'elsewhere', may: 'read' }, b: { cache: 'art/a', may: 'write' } }),
    ]
    const found = needCosts(last, [web, ...others], priced)
    expect(found.map(({ kind, usedBy }) => [kind, usedBy])).toEqual([
      ['bucket', ['worker']],
      ['database', ['worker', 'cron']],
      ['cache', []],
    ])
    expect(needsText(found, priced)).toMatch(/used by, too[^]*worker, cron/)
    expect(needsText(needCosts(last, [web], priced), priced)).not.toContain('used by')
  })

  it('is summed by team, and not known where a part is not', () => {
    const one = { database: { a: { engine: 'postgres-17' } } } as const
    const all = needCosts(last, [app(one), app(one), app({ database: { x: { engine: 'mysql-8.4' } } }, 'art')], priced)
    expect(teamCosts(all)).toEqual([
      { team: 'art', month: null },
      { team: 'shop', month: 300 },
    ])
    const text = needsText(all, priced)
    expect(text).toContain('web')
    expect(text).toMatch(/shop +\$300/)
    expect(text).toMatch(/art +\?/)
    expect(text).toContain('has no price for')
    expect(needsText(needCosts(last, [app(one)], priced), priced)).not.toContain('has no price for')
    expect(needsText([], priced)).toBe('No app needs anything of AWS.\n')
  })
})
