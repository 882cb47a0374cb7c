import { describe, expect, it } from 'vitest'
import { insights, insightsIssues, insightsOf } from './insights.ts'

it.each([
  [{}, true],
  [{ retention: 14 }, true],
  [{ retention: 14, logs: true }, true],
  // RetentionInDays of AWS::Logs::LogGroup has 14 and 30, and nothing between.
  [{ retention: 15 }, false],
  [{ retention: 0 }, false],
  [{ retention: '14' }, false],
  [{ logs: 'yes' }, false],
  [{ signals: true }, false],
  [true, false],
])('%j', (given, isTaken) => {
  expect(insights.safeParse(given).success).toBe(isTaken)
})

it('keeps records for 30 days and sends no logs, unless somebody says so', () => {
  expect([insightsOf({}), insightsOf({ metrics: {} })]).toEqual([undefined, undefined])
  expect(insightsOf({ metrics: { insights: {} } })).toEqual({ retention: 30, logs: false })
  expect(insightsOf({ metrics: { insights: { retention: 7, logs: true } } })).toEqual({ retention: 7, logs: true })
})

describe('logs of its Fluent Bit', () => {
  const file = 'fleet/clusters/prod.ts'
  const both = { insights: { logs: true } }
  it.each<[string, Parameters<typeof insightsIssues>[0], object, readonly string[]]>([
    ['beside those of the fleet', { logging: 'cloudwatch' }, { metrics: both }, [file]],
    ['beside those of the cluster', {}, { metrics: both, logging: 'cloudwatch' }, [file]],
    ['where the cluster has none', { logging: 'cloudwatch' }, { metrics: both, logging: 'none' }, []],
    ['where nobody sends any', {}, { metrics: both }, []],
    ['off', { logging: 'cloudwatch' }, { metrics: { insights: {} } }, []],
  ])('%s', (_, fleet, more, files) => {
    const found = insightsIssues(fleet, [{ file, ...more }])
    expect(found.map((one) => one.file)).toEqual(files)
    expect(found.every(({ at, code }) => at === 'metrics.insights.logs' && code === 'logs-twice')).toBe(true)
  })
})
