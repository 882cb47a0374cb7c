import type { IAnalysisTemplate } from '@kubernetes-models/argo-rollouts/argoproj.io/v1alpha1'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seconds } from '@slipway/spec'
import { canary, exposed, object, sample, type Clusters } from '../../test/sample.ts'

const metricsOf = (
  release: { canary: number[]; hold: string; slo: { errors: string; p95?: string } },
  cluster: Clusters = 'prod-eu',
) => {
  const app = sample({ kind: 'http', release }, { cluster })
  return new Map(object<IAnalysisTemplate>(app, 'AnalysisTemplate', 'web-canary').spec.metrics?.map((m) => [m.name, m]))
}

/** Argo Rollouts' conditions (github.com/expr-lang/expr) are JavaScript's in the part we use. */
function verdict(condition: string | undefined, result: readonly number[]): boolean {
  const judge = new Function('len', 'isNaN', 'result', `return ${condition}`) as (...args: unknown[]) => boolean
  return judge((r: readonly number[]) => r.length, Number.isNaN, result)
}

describe('analysisTemplate', () => {
  it.each([
    ['prod-eu', ['traffic', 'errors', 'p95-milliseconds']],
    ['dev', ['errors', 'p95-milliseconds']],
  ] as const)('asks for traffic only where people watch: %s', (cluster, names) => {
    expect([...metricsOf(canary, cluster).keys()]).toEqual(names)
  })

  it('has no latency metric when the SLO has no latency', () => {
    expect([...metricsOf({ ...canary, slo: { errors: '1%' } }, 'dev').keys()]).toEqual(['errors'])
  })

  it.each([
    ['errors', [], true],
    ['errors', [Number.NaN], true],
    ['errors', [0], true],
    ['errors', [0.01], true],
    ['errors', [0.011], false],
    ['errors', [1], false],
    ['p95-milliseconds', [], true],
    ['p95-milliseconds', [Number.NaN], true],
    ['p95-milliseconds', [300], true],
    ['p95-milliseconds', [301], false],
    ['traffic', [], false],
    ['traffic', [0], false],
    ['traffic', [0.01], true],
  ] as const)('%s of %j: %s', (name, result, passes) => {
    expect(verdict(metricsOf(canary).get(name)?.successCondition, result)).toBe(passes)
  })

  it('never leaves a verdict to people: a measurement passes or fails', () => {
    for (const metric of metricsOf(canary).values()) expect(metric).not.toHaveProperty('failureCondition')
  })

  it('forgives one bad measurement of errors and two of latency', () => {
    const metrics = metricsOf(canary)
    expect(metrics.get('errors')?.failureLimit).toBe(1)
    expect(metrics.get('p95-milliseconds')?.failureLimit).toBe(2)
  })

  it('measures the canary only, as its callers see it, and failures rather than successes', () => {
    const queries = new Map([...metricsOf(canary)].map(([name, m]) => [name, m.provider.prometheus?.query ?? '']))
    for (const text of queries.values()) {
      expect(text).toContain(
        'reporter="source",destination_service_namespace="shop",destination_service_name="web-canary"',
      )
    }
    expect(queries.get('errors')).toContain('response_code=~"5.."')
    expect(queries.get('errors')).toContain('or vector(0)')
  })

  it('takes four measurements a step of two minutes, from its middle on', () => {
    for (const metric of metricsOf(canary).values())
      expect(metric).toMatchObject({ interval: '30s', initialDelay: '60s' })
  })

  it.each([
    [[5, 50], '30s', true],
    [[5, 50], '29s', false],
    [[50], '59s', false],
    [[50], '1m', true],
  ] as const)('steps %j of %s are long enough for Prometheus to see traffic: %s', (weights, hold, asked) => {
    expect(metricsOf({ ...canary, canary: [...weights], hold }).has('traffic')).toBe(asked)
  })

  it('a canary that nobody asks fails before its last step ends, and one request is enough to go on', () => {
    const steps = fc
      .uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 10 })
      .map((s) => s.sort((a, b) => a - b))
    fc.assert(
      fc.property(steps, fc.integer({ min: 60, max: 7200 }), (weights, hold) => {
        const gate = metricsOf({ ...canary, canary: weights, hold: `${hold}s` }).get('traffic')
        const count = Number(gate?.count)
        const last = seconds(gate?.initialDelay ?? '') + (count - 1) * seconds(gate?.interval ?? '')
        expect(count).toBeGreaterThanOrEqual(1)
        expect(gate?.failureLimit).toBe(count - 1)
        expect(seconds(gate?.initialDelay ?? '')).toBeLessThan(hold)
        expect(last).toBeLessThan(hold * weights.length)
        // Not at the first chance either: the next round would come too late.
        expect(last + seconds(gate?.interval ?? '')).toBeGreaterThan(0.9 * hold * weights.length)
      }),
      { numRuns: 40 },
    )
  })

  it('looks back at least four scrapes of 15 s and at most five minutes, and asks every 10 to 60 whole seconds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 7200 }), (hold) => {
        for (const metric of metricsOf({ ...canary, hold: `${hold}s` }).values()) {
          const windows = [...(metric.provider.prometheus?.query ?? '').matchAll(/\[(\w+)\]/g)].map(([, w]) =>
            seconds(w ?? ''),
          )
          expect(windows.length).toBeGreaterThan(0)
          for (const w of windows) expect(w).toBe(Math.min(300, Math.max(60, hold)))
          expect(metric.interval).toMatch(/^\d+s$/)
          expect(seconds(metric.interval ?? '')).toBeGreaterThanOrEqual(10)
          expect(seconds(metric.interval ?? '')).toBeLessThanOrEqual(60)
        }
      }),
      { numRuns: 25 },
    )
  })

  it('belongs to canaries alone', () => {
    expect(() => object(sample({ kind: 'http', expose: exposed }), 'AnalysisTemplate', 'web-canary')).toThrow(
      '0 objects',
    )
  })
})
