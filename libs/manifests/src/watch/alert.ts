import type { PrometheusRule, SpecOf } from '../chart/kinds.ts'

export type AlertRule = NonNullable<NonNullable<SpecOf<typeof PrometheusRule>['groups']>[number]['rules']>[number]
export type Severity = 'page' | 'ticket'

/** Alerts of apps; prometheus-rule.ts chooses them by what an app is and has. Each has a page in docs/runbooks. */
export const appAlertNames = [
  'ErrorBudgetBurnsFast',
  'ErrorBudgetBurnsSlowly',
  'LatencyOverObjective',
  'NoPodReady',
  'PodRestarts',
  'OutOfMemory',
  'QueueBacklog',
  'QueueNotServed',
  'RunFailed',
  'RunNotStarted',
  'RunOverdue',
  'CanaryStuck',
  'CanaryAborted',
  'VolumeNearlyFull',
] as const
export type AppAlertName = (typeof appAlertNames)[number]

/** The page of an alert in the repository. */
export const runbookFile = (alert: string): string => `docs/runbooks/${alert}.md`

/**
 * @param owner the label `team`, and `app` of one app's alerts
 * @param pageOf the address of a file of the repository; `undefined` where it has none
 */
export const alertsOf =
  <Name extends string>(owner: Readonly<Record<string, string>>, pageOf: (file: string) => string | undefined) =>
  (severity: Severity, name: Name, duration: string, expr: string, summary: string): AlertRule => {
    const page = pageOf(runbookFile(name))
    return {
      alert: name,
      expr,
      for: duration,
      labels: { severity, ...owner },
      annotations: { summary, ...(page === undefined ? {} : { runbook_url: page }) },
    }
  }
