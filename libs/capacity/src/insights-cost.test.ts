import { expect, it } from 'vitest'
import { app, cluster, modelOf, prices } from '../test/sample.ts'
import { capacityOf } from './capacity.ts'
import { insightsCost } from './insights-cost.ts'
import { asText } from './text.ts'

const measured = { ...cluster(), metrics: { insights: {} } }
const priced = { ...prices, insights: { 'eu-west-1': 0.5 } }

it('is at least what each node and pod is observed, each minute', () => {
  // 10 nodes of 12 metrics and 100 pods of 11 are 1,220 a minute, of which a month has 43,800: 53.436 million at 0.5.
  expect(insightsCost(measured, 10, 100, priced)).toEqual({ observations: 53_436_000, month: 26.718 })
  expect(insightsCost(measured, 10, 100, prices)?.month).toBeNull()
  expect(insightsCost({ ...measured, region: 'us-east-1' }, 10, 100, priced)?.month).toBeNull()
  expect(insightsCost(cluster(), 10, 100, priced)).toBeNull()
  expect(insightsCost({ ...cluster(), metrics: { amp: {} } }, 10, 100, priced)).toBeNull()
})

it('is a line of a cluster that has it, and of no other', () => {
  const of = (one: typeof measured | ReturnType<typeof cluster>) => capacityOf(modelOf([app('web')], one), priced)
  const found = of(measured)
  const { nodes, pods } = found.at.typical
  const count = [...nodes.values()].reduce((sum, one) => sum + one, 0)
  expect(found.insights?.observations).toBe((count * 12 + pods * 11) * 43_800)
  expect(asText([found], priced)).toContain('Container Insights')
  expect(asText([of(cluster())], priced)).not.toContain('Container Insights')
})
