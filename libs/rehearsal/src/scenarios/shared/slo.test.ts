import { describe, expect, it } from 'vitest'
import { limitOf, servicesAskedAbout, whyContent, type AnalysisMetric } from './slo.ts'
import { words } from '../../recording/words.ts'
import type { MetricResult } from '../../cluster/fields.ts'

const metric = (more: Partial<AnalysisMetric>): AnalysisMetric => ({ name: 'errors', ...more })

describe('the limit of a metric', () => {
  it.each([
    ['len(result) == 0 || isNaN(result[0]) || result[0] <= 0.005', 0.005],
    ['result[0]<=200', 200],
    ['len(result) > 0 && result[0] > 0', undefined],
    [undefined, undefined],
  ])('%s is %s', (successCondition, limit) => {
    expect(limitOf(successCondition === undefined ? undefined : metric({ successCondition }))).toBe(limit)
  })
})

it('the Services that are asked about come from the queries, each once', () => {
  const query =
    'sum(rate(a{destination_service_name="x-canary"}[60s])) / sum(rate(b{destination_service_name="x-canary",c="d"}[60s]))'
  expect(servicesAskedAbout([metric({ provider: { prometheus: { query } } }), metric({})])).toEqual(['x-canary'])
})

describe('why a metric was content', () => {
  const condition = 'len(result) == 0 || result[0] > 0'
  const measured = (
    value: string | undefined,
    phase = 'Successful',
    more: Partial<MetricResult> = {},
  ): MetricResult => ({ name: 'errors', measurements: [{ phase, ...(value === undefined ? {} : { value }) }], ...more })
  it.each<[string, AnalysisMetric | undefined, MetricResult | undefined, RegExp]>([
    ['no such metric', undefined, undefined, /nobody asked Prometheus for errors/],
    [
      'an empty answer',
      metric({ successCondition: condition }),
      measured('[]'),
      /errors took an empty answer .* "len\(result\) == 0/,
    ],
    [
      'many failures',
      metric({ failureLimit: 50 }),
      measured('[0.2]', 'Failed', { failed: 4 }),
      /failed 4 times, .* failureLimit allows 50/,
    ],
    [
      'an answer that is fine',
      metric({ successCondition: condition }),
      measured('[0.2]'),
      /errors was content with \[0.2\]/,
    ],
    ['no measurement', metric({}), undefined, /errors was never measured/],
    [
      'Prometheus away',
      metric({}),
      { name: 'errors', error: 3, measurements: [{ phase: 'Error', message: 'refused' }] },
      /no answer 3 times: refused/,
    ],
  ])('%s', (_, given, result, text) => {
    expect(words(whyContent('errors', given, result)).text).toMatch(text)
  })
})
