import { expect, it } from 'vitest'
import type { Cluster } from '@slipway/fleet'
import { fleet, prod } from '../../test/fixture.ts'
import { linksOf } from './links.ts'

const of = (more: Partial<Cluster>) => linksOf({ ...prod, region: 'eu-west-1', ...more }, fleet).map(({ url }) => url)

it("the team's group in CloudWatch, as its console addresses it", () => {
  expect(of({ logging: 'cloudwatch' })).toEqual([
    'https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#logsV2:log-groups/log-group/$252Fslipway$252Fprod-eu$252F${team}',
  ])
})

it.each<[string, Partial<Cluster>]>([
  ['no logs', {}],
  ['a store of which only the way in is known', { logging: { to: 'otel', address: 'https://logs.example/otlp' } }],
])('none with %s', (_, more) => {
  expect(of(more)).toEqual([])
})
