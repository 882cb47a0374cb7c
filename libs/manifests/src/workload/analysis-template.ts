import type { Chart } from 'cdk8s'
import type { Canary, ResolvedApp } from '@slipway/model'
import { durationText } from '@slipway/spec'
import { AnalysisTemplate, type SpecOf } from '../chart/kinds.ts'
import { canaryName } from '../labels.ts'
import { prometheus } from '../platform-names.ts'
import { errorRatio, p95, requestRate, seenByCallers, spoken } from '../watch/promql.ts'

type Metric = NonNullable<SpecOf<typeof AnalysisTemplate>['metrics']>[number]

const between = (low: number, value: number, high: number): number => Math.min(high, Math.max(low, Math.round(value)))

/** An empty result neither fails nor crashes; the traffic metric judges it (FIELD-NOTES A14). */
const atMost = (limit: number): string => `len(result) == 0 || isNaN(result[0]) || result[0] <= ${limit}`

/**
 * A new Rollout was degraded until its template was there (rehearsal `adopt`), and a changed SLO could come late.
 * With `ApplyOutOfSyncOnly` only a sync that changes a template has this wave.
 */
const beforeItsRollout = { annotations: { 'argocd.argoproj.io/sync-wave': '-1' } } as const

/**
 * From the alerts' SLO, from the first step with traffic. Outside of quiet clusters a canary without requests fails.
 */
export function analysisTemplate(chart: Chart, app: ResolvedApp, canary: Canary): void {
  const { hold, slo, steps } = canary
  const selector = seenByCallers(app, canaryName(app))
  // Four measurements a step, whole seconds apart, ten at least, as the fence of teams wants; windows of at least four
  // scrapes of 15 s.
  const interval = between(10, Math.floor(hold / 4), 60)
  const window = durationText(between(60, hold, 300))
  const delay = Math.min(hold / 2, 60)
  // In the last step, so that a canary without traffic ends there and not at 100 %.
  const rounds = 1 + Math.floor((0.9 * hold * steps.length - delay) / interval)
  const metric = (name: string, query: string, successCondition: string, failureLimit: number): Metric => ({
    name,
    initialDelay: durationText(delay),
    interval: durationText(interval),
    successCondition,
    failureLimit,
    provider: { prometheus: { address: prometheus, query } },
  })
  const some = 'len(result) > 0 && result[0] > 0'
  const metrics = [metric('errors', errorRatio(selector, window, spoken(app)), atMost(slo.errors), 1)]
  // Below a minute Prometheus may not have seen the canary twice.
  if (!app.cluster.quiet && hold * steps.length >= 60)
    metrics.unshift({ ...metric('traffic', requestRate(selector, window), some, rounds - 1), count: rounds })
  if (slo.p95 !== null)
    metrics.push(metric('p95-milliseconds', p95(selector, window), atMost(Math.round(slo.p95 * 1000)), 2))
  new AnalysisTemplate(chart, 'analysis-template', {
    metadata: { name: canaryName(app), ...beforeItsRollout },
    spec: { metrics },
  })
}
