import { expect, it } from 'vitest'
import { exampleCluster, exampleFleet, examplePool } from './example-fleet.ts'

it('is complete with names alone, and anything in it may be replaced', () => {
  const prod = exampleCluster('prod-eu', 'prod', { zones: ['eu-west-1c'] })
  const fleet = exampleFleet(['shop'], [exampleCluster('dev', 'dev'), prod, exampleCluster('prod-us', 'prod')])
  expect(fleet.environments).toEqual(['dev', 'prod'])
  expect(fleet.clusters[1]).toMatchObject({ name: 'prod-eu', domain: 'prod-eu.acme.example', zones: ['eu-west-1c'] })
  expect([...fleet.teams]).toMatchObject([['shop', { owners: ['@acme/shop'], slack: '#shop' }]])
  expect(exampleFleet([], [], { name: 'globex' }).name).toBe('globex')
  expect(examplePool('spot', { capacity: 'spot' })).toMatchObject({ name: 'spot', capacity: 'spot', cpu: 64 })
})
