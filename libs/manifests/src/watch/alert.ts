import type { PrometheusRule, SpecOf } from '../chart/kinds.ts'

export type Alert = NonNullable<NonNullable<SpecOf<typeof PrometheusRule>['groups']>[number]['rules']>[number]
type Severity = 'page' | 'ticket'

/** Alerts of one owner: the label `team`, and `app` where one app is ill. @returns makes one; `duration` is how long it must hold */
export const alertsOf =
  (owner: Readonly<Record<string, string>>) =>
  (severity: Severity, name: string, duration: string, expr: string, summary: string): Alert => ({
    alert: name,
    expr,
    for: duration,
    labels: { severity, ...owner },
    annotations: { summary },
  })
