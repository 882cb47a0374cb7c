import { explain, rollouts } from './explanation.ts'

const alertmanager = 'https://prometheus.io/docs/alerting/latest/configuration/'

/** Measurements, objectives and alerts. */
export const explainedAlerts = {
  'alerts-end': explain(
    'What is not measured raises no alert.',
    'https://prometheus-operator.dev/docs/api-reference/api/',
    'alerts-gone',
    'records-gone',
  ),
  'alert-routes': explain(
    'Routes and receivers before and after are asked who hears of each alert that the routes name. One that reaches nobody is raised in silence.',
    alertmanager,
    'page-unheard',
    'alerts-unheard',
    'alerts-elsewhere',
    'alerts-muted',
  ),
  silences: explain(
    'An object that holds alerts back does so for all that it matches, until somebody deletes it.',
    alertmanager,
    'alerts-muted',
  ),
  'mail-tls': explain(
    'Alertmanager asks the relay for TLS and refuses one without, unless its configuration says otherwise.',
    alertmanager,
    'mail-plain',
  ),
  objectives: explain(
    'A canary that nothing stops reaches every pod, and an alert that is never raised tells nobody. Numbers are compared by the sign before them; ten times as loose weighs as much as gone.',
    rollouts('analysis'),
    'slo-removed',
    'slo-loosened',
    'slo-other',
  ),
}
