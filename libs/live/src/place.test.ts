import { expect, it } from 'vitest'
import { anEstate } from '../test/an-estate.ts'
import { placeOf } from './place.ts'

const model = await anEstate()

it.each([
  ['web', 'prod', 'shop/web in prod'],
  ['web', 'dev', 'shop/web in dev'],
  ['report', undefined, 'finance/report in prod'],
])('%s in %s is %s', (app, cluster, place) => {
  const found = placeOf(model, app, cluster)
  expect(found.ok && `${found.value.app.team}/${found.value.app.name} in ${found.value.cluster.name}`).toBe(place)
})

it.each([
  ['wep', undefined, 'unknown-app', 'did you mean "web"?'],
  ['web', undefined, 'which-cluster', 'add --cluster dev'],
  ['report', 'dev', 'unknown-cluster', 'use one of: prod'],
  ['web', 'prd', 'unknown-cluster', 'did you mean "prod"?'],
])('%s in %s is refused: %s', (app, cluster, code, hint) => {
  const found = placeOf(model, app, cluster)
  expect(found.ok ? [] : found.issues.map((one) => [one.code, one.hint])).toEqual([[code, hint]])
})

it('says of a function that it is one', () => {
  const [first] = model.clusters
  if (first === undefined) throw new Error('no cluster')
  const clusters = [{ ...first, functions: [{ name: 'hooks' } as (typeof first.functions)[number]] }]
  const found = placeOf({ ...model, clusters }, 'hooks', undefined)
  expect(found.ok ? [] : found.issues.map(({ code, got }) => [code, got])).toEqual([
    ['a-function', '"hooks", a function'],
  ])
})
