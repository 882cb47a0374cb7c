import { issue } from '@slipway/core'
import { expect, it } from 'vitest'
import { unknownOnce } from './schema-ring.ts'

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
