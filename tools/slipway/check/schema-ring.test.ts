import { rules } from '@slipway/checks'
import { failed, issue } from '@slipway/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CheckedEstate, fileOf, issueOf, never, valid, type Judge } from '../test/checked-estate.ts'
import type { Options } from './run.ts'
import { unknownOnce } from './schema-ring.ts'

let estate: CheckedEstate
beforeEach(() => void (estate = new CheckedEstate()))
afterEach(() => estate.remove())
const cache = () => estate.cache()

const unknown = (file: string) =>
  issue(file, 'kind', 'schema-unknown-kind', 'postgresql.cnpg.io/v1 Cluster', 'a kind', 'add the kind')

it.each([
  ['of the platform it stays', 'clusters/dev/platform/db/cluster-db.yaml', [], [['schema-unknown-kind', undefined]]],
  ['of a team it warns', 'clusters/dev/shop/db/cluster-db.yaml', [], [['schema-unknown-kind', true]]],
  ['it is not told twice', 'clusters/dev/shop/db/cluster-db.yaml', ['kind'], []],
  ['other fields stay', 'clusters/dev/shop/db/cluster-db.yaml', ['spec.a'], [['schema-unknown-kind', true]]],
])('a kind without a schema: %s', (_, file, told, expected) => {
  const ring2 = told.map((at) => issue(file, at, 'team-kinds', 'Cluster', 'a kind', 'take it out'))
  expect(unknownOnce([unknown(file)], ring2).map(({ code, warning }) => [code, warning])).toEqual(expected)
})

it('a warning of ring 2 does not stand for it', () => {
  const file = 'clusters/dev/platform/db/cluster-db.yaml'
  const warned = { ...issue(file, 'kind', 'object-api', 'Cluster', 'a kind', 'take it out'), warning: true as const }
  expect(unknownOnce([unknown(file)], [warned])).toHaveLength(1)
})

it('says that its fields are not checked', () => {
  const [one] = unknownOnce([unknown('clusters/dev/shop/db/cluster-db.yaml')], [])
  expect(one?.hint).toBe('its fields are not checked; to have them checked, add the kind')
})

describe('a cached check', () => {
  /** How often kubeconform was asked, and about which folders. */
  function counting() {
    const asked: (readonly string[])[] = []
    const judge: Judge = (input) => {
      asked.push(input.folders)
      return valid(input)
    }
    return { asked, judge }
  }

  it('asks kubeconform about nothing that it found valid', async () => {
    estate.write(fileOf('web'), fileOf('api'))
    expect((await estate.check(estate.rendering(fileOf('web'), fileOf('api')), valid, {}, { cache })).exit).toBe(0)
    const { exit, out } = await estate.check(estate.rendering(fileOf('web'), fileOf('api')), never, {}, { cache })
    expect([exit, out]).toEqual([
      0,
      `\
ring 1  2 apps, 1 cluster, 0 problems  (0.0 s)
ring 2  2 objects, ${rules.length} rules, 0 problems  (0.0 s)
drift   2 files, 0 problems  (0.0 s)
ring 3  2 files as they were judged before, Kubernetes 1.34, 1.35, 1.36, 0 problems  (0.0 s)
`,
    ])
  })
  it('asks again about a folder with another text, and reads the disk each time', async () => {
    const { asked, judge } = counting()
    estate.write(fileOf('web'), fileOf('api'))
    await estate.check(estate.rendering(fileOf('web'), fileOf('api')), judge, {}, { cache })
    const changed = [fileOf('web', { labels: { a: 'b' } }), fileOf('api')]
    expect((await estate.check(estate.rendering(...changed), judge, {}, { cache })).out).toContain(
      'drift   2 files, 1 problem',
    )
    expect(asked.slice(3)).toEqual(Array.from({ length: 3 }, () => ['clusters/dev/shop/web']))
  })
  it.each<[string, Judge, Partial<Options>]>([
    ['it found something', () => Promise.resolve(failed(issueOf({ code: 'schema-type' }))), {}],
    ['it was not asked', never, { schemas: false }],
  ])('asks again where %s', async (_, first, given) => {
    const { asked, judge } = counting()
    estate.write(fileOf('web'))
    await estate.check(estate.rendering(fileOf('web')), first, given, { cache })
    await estate.check(estate.rendering(fileOf('web')), judge, {}, { cache })
    expect(asked).toHaveLength(3)
  })
})
