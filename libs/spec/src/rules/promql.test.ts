import { expect, it } from 'vitest'
import { promqlFault } from './promql.ts'

it.each([
  'sum(rate(jobs_total{queue="a"}[1m]))',
  'max(queue_length) or vector(0)',
  'histogram_quantile(0.95, sum by (le) (rate(wait_seconds_bucket[5m])))',
  'sum(jobs) / on() group_left count(up == 1)',
])('takes %s', (query) => {
  expect(promqlFault(query)).toBeUndefined()
})

it.each([
  ['sum(rate(foo[1m])', ''],
  ['sum(rate(foo[1m]))) > 1', ') > 1'],
  ['', ''],
  ['rate(foo{a=b}[1m])', 'b}[1m])'],
])('says where %s is none', (query, fault) => {
  expect(promqlFault(query)).toBe(fault)
})
