import { expect, it } from 'vitest'
import { told, web } from '../../test/temporary-estate.ts'

const times = (...pods: readonly number[]) => ({
  on: { times: pods.map((pods) => ({ from: '0 7 * * *', to: '0 19 * * *', zone: 'UTC', pods })) },
})
const raise = (at: string) => `apps/web/app.ts: ${at} [pods-under-min] raise it, or lower min`

it.each<[string, object, ...string[]]>([
  ['more pods', { scale: { min: 2, max: 6, ...times(3) } }],
  ['no more pods', { scale: { min: 2, max: 6, ...times(2) } }, raise('scale.on.times[0].pods')],
  ['fewer, of several', { scale: { min: 2, max: 6, ...times(3, 1) } }, raise('scale.on.times[1].pods')],
  ['more in one environment', { scale: { min: 2, max: 8, ...times(5) }, in: { prod: { scale: { min: 5 } } } }],
  [
    'more in none',
    { scale: { min: 4, max: 8, ...times(4) }, in: { prod: { scale: { min: 5 } } } },
    raise('scale.on.times[0].pods'),
  ],
  ['one number of pods', { scale: 3 }],
])('%s', async (_, over, ...lines) => {
  expect(await told({ 'apps/web/app.ts': { ...web, ...over } })).toEqual(lines)
})
