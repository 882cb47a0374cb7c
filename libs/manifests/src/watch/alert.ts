import type { PrometheusRule, SpecOf } from '../chart/kinds.ts'

export type Alert = NonNullable<NonNullable<SpecOf<typeof PrometheusRule>['groups']>[number]['rules']>[number]
type Severity = 'page' | 'ticket'

/** @param owner the label `team`, and `app` of one app's alerts */
export const alertsOf =
  (owner: Readonly<Record<string, string>>) =>
  (severity: Severity, name: string, duration: string, expr: string, summary: string): Alert => ({
    alert: name,
    expr,
    for: duration,
    labels: { severity, ...owner },
    annotations: { summary },
  })
