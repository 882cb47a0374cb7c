import { memoized } from '@slipway/kube'
import type { ResolvedApp, Slo } from '@slipway/model'
import type { AlertRule } from './alert.ts'
import { failureRate, matchers, requestRate, seenByCallers, spoken } from './promql.ts'

/** Seconds between two evaluations; `countOf` multiplies by it. */
export const evaluation = 30

/** A burn rate with its windows. In the long window it takes 2, 5, 10 and 10 % of a 30-day budget. */
interface BurnRate {
  readonly factor: number
  readonly long: Window
  readonly short: Window
}
/** https://sre.google/workbook/alerting-on-slos/, table 5-8. */
export const burnRates: { readonly page: readonly BurnRate[]; readonly ticket: readonly BurnRate[] } = {
  page: [
    { factor: 14.4, long: '1h', short: '5m' },
    { factor: 6, long: '6h', short: '30m' },
  ],
  ticket: [
    { factor: 3, long: '1d', short: '2h' },
    { factor: 1, long: '3d', short: '6h' },
  ],
}

export const windows = ['5m', '30m', '1h', '2h', '6h', '1d', '3d'] as const
export type Window = (typeof windows)[number]

/**
 * Fewer failed requests in the long window raise no alert: of an app with five requests an hour one failure is a fifth,
 * and wakes nobody. Such an app still has NoPodReady, and its canary its own analysis.
 */
const fewestFailures = 10

/** A team's recorded series begin with its name (libs/model, team-lists.ts). */
const named = ({ team }: ResolvedApp, what: string) => `${team.replaceAll('-', '_')}:${what}`

/**
 * Recorded series have no label `pod`. A series that a pod serves under the same name has it, and so decides nothing.
 */
const own = memoized(({ team, name }: ResolvedApp) => `{${matchers({ team, app: name, pod: '' })}}`)

const requests = (app: ResolvedApp) => named(app, 'slo_requests:rate5m')
const failures = (app: ResolvedApp) => named(app, 'slo_failures:rate5m')
const ratio = (app: ResolvedApp, window: Window) => named(app, `slo_errors:ratio_rate${window}`)

/** The share of failed requests, 0 to 1; empty without requests. */
const errorShare = (app: ResolvedApp, window: Window): string => `${ratio(app, window)}${own(app)}`

/** Each request is in the rate of 5 minutes, so long the sum over evaluations has it once. */
const countOf = (app: ResolvedApp, window: Window) =>
  `sum_over_time(${failures(app)}${own(app)}[${window}]) * ${evaluation}`

/** Both Services of a canary and the one before it: whichever way a request came. */
export const sloSelector = (app: ResolvedApp): string =>
  seenByCallers(app, app.workload.kind === 'canary' ? `~${app.name}(-stable|-canary)?` : app.name)

/**
 * Rates of 5 minutes are asked of the raw counters; longer windows are sums of these: three days of a busy app's
 * counters cost a second, and an average of shares would count a quiet night as much as the rush.
 */
export function sloRecords(app: ResolvedApp): readonly AlertRule[] {
  const [selector, labels] = [sloSelector(app), { team: app.team, app: app.name }]
  const record = (name: string, expr: string): AlertRule => ({ record: name, expr, labels: { ...labels } })
  const summed = (name: string, window: Window) =>
    window === '5m' ? `${name}${own(app)}` : `sum_over_time(${name}${own(app)}[${window}])`
  return [
    record(requests(app), requestRate(selector, '5m')),
    record(failures(app), failureRate(selector, '5m', spoken(app))),
    ...windows.map((window) =>
      record(ratio(app, window), `${summed(failures(app), window)} / (${summed(requests(app), window)} > 0)`),
    ),
  ]
}

/** The share of the error budget that is left: 1 is all of it, below 0 it is overspent. */
export const budgetLeft = (app: ResolvedApp, { errors }: Slo, window: string): string => {
  const sum = (series: string) => `sum_over_time(${series}${own(app)}[${window}])`
  return `1 - ${sum(failures(app))} / (${sum(requests(app))} > 0) / ${errors}`
}

/** Requests and failed requests a second, over five minutes. */
export const trafficNow = (app: ResolvedApp): { readonly requests: string; readonly failures: string } => {
  const selector = sloSelector(app)
  return { requests: requestRate(selector, '5m'), failures: failureRate(selector, '5m', spoken(app)) }
}

/** True while the budget is burnt at one of the rates, in the long window and still in the short one. */
export const burns = (app: ResolvedApp, { errors }: Slo, severity: keyof typeof burnRates): string =>
  burnRates[severity]
    .map(({ factor, long, short }) => {
      const limit = Math.round(Math.min(factor * errors, 0.99) * 1e6) / 1e6
      const over = [long, short].map((window) => `${errorShare(app, window)} > ${limit}`)
      return `(${over.join(' and ')} and ${countOf(app, long)} >= ${fewestFailures})`
    })
    .join(' or ')
