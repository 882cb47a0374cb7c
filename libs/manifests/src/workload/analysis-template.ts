import type { Chart } from 'cdk8s'
import type { Canary, ResolvedApp } from '@slipway/model'
import { durationText } from '@slipway/spec'
import { AnalysisTemplate, type SpecOf } from '../chart/kinds.ts'
import { canaryName } from '../labels.ts'
import { prometheus } from '../platform-names.ts'
import { errorRatio, p95, requestRate, seenByCallers } from '../watch/promql.ts'

type Metric = NonNullable<SpecOf<typeof AnalysisTemplate>['metrics']>[number]

const between = (low: number, value: number, high: number): number => Math.min(high, Math.max(low, Math.round(value)))

/** An empty result is no number of requests, which the traffic metric judges; here it must neither fail nor crash (FIELD-NOTES A14). */
const atMost = (limit: number): string => `len(result) == 0 || isNaN(result[0]) || result[0] <= ${limit}`

/**
 * Argo CD applies kinds that it does not know by name, `catalog` before `catalog-canary`: a new Rollout was degraded for half a second because
 * its template was not there (seen, rehearsal `adopt`), and a changed SLO could have come after the canary that it judges. With
 * `ApplyOutOfSyncOnly` only a sync that changes a template has this wave.
 */
const beforeItsRollout = { annotations: { 'argocd.argoproj.io/sync-wave': '-1' } } as const

/**
 * What a canary is judged by, from the SLO that also makes the alerts. Runs in the background from the first step with traffic. Where people
 * watch (not in a quiet cluster), a canary that nobody asked anything has proved nothing, and fails.
 */
export function analysisTemplate(chart: Chart, app: ResolvedApp, canary: Canary): void {
  const { hold, slo, steps } = canary
  const selector = seenByCallers(canaryName(app), app.team)
  // Four measurements a step; windows of at least four scrapes of 15 s.
  const interval = between(5, hold / 4, 60)
  const window = durationText(between(60, hold, 300))
  const delay = Math.min(hold / 2, 60)
  // The last measurement falls into the last step, so that a canary without traffic ends there and not at 100 %.
  const rounds = 1 + Math.floor((0.9 * hold * steps.length - delay) / interval)
  const metric = (name: string, query: string, successCondition: string, more: Partial<Metric>): Metric => ({
    name,
    initialDelay: durationText(delay),
    interval: durationText(interval),
    successCondition,
    provider: { prometheus: { address: prometheus, query } },
    ...more,
  })
  const name = canaryName(app)
  new AnalysisTemplate(chart, 'analysis-template', {
    metadata: { name, ...beforeItsRollout },
    spec: {
      metrics: [
        // Below a minute Prometheus may not have seen the canary twice.
        ...(app.cluster.quiet || hold * steps.length < 60
          ? []
          : [
              metric('traffic', requestRate(selector, window), 'len(result) > 0 && result[0] > 0', {
                count: rounds,
                failureLimit: rounds - 1,
              }),
            ]),
        metric('errors', errorRatio(selector, window), atMost(slo.errors), { failureLimit: 1 }),
        ...(slo.p95 === null
          ? []
          : [
              metric('p95-milliseconds', p95(selector, window), atMost(Math.round(slo.p95 * 1000)), {
                failureLimit: 2,
              }),
            ]),
      ],
    },
  })
}
