import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Estate } from '@slipway/spec'
import { digest, SampleEstate, spec } from '../../test/sample.ts'
import { environmentDiff } from './environment-diff.ts'

let sample: SampleEstate
let estate: Estate
beforeAll(async () => {
  sample = new SampleEstate(['web'], {
    'apps/web/app.ts': { ...spec, in: { prod: { cpu: '2' } } },
    'apps/web/releases/prod-us.json': { hold: 'back', digest: digest('a'), version: '1' },
    'apps/web/releases/prod-us/app.ts': { ...spec, memory: '1Gi' },
  })
  estate = await sample.load()
})
afterAll(() => sample.clean())

it.each([
  ['dev', 'staging', []],
  ['dev', 'prod-eu', [{ what: 'cpu', from: '"100m"', to: '"2"' }]],
  // Of a spec that a rollback keeps, that one.
  ['dev', 'prod-us', [{ what: 'memory', from: '"128Mi"', to: '"1Gi"' }]],
])('%s and %s', (from, to, expected) => {
  const named = (name: string) => estate.fleet.clusters.find((c) => c.name === name) as never
  expect(environmentDiff(estate.apps[0] as never, named(from), named(to))).toEqual(expected)
})
