import { appDashboards } from './app-dashboards.ts'
import { clusterDashboards } from './cluster-dashboards.ts'
import type { Dashboard } from './dashboard.ts'

/**
 * One set for a cluster, with variables, and not one for each app: the same seven objects serve ten apps and a
 * thousand, and one that is mended is mended for all. An app's own is an address:
 * /d/slipway-app?var-team=TEAM&var-app=APP.
 */
export const dashboards: readonly Dashboard[] = [...appDashboards, ...clusterDashboards]

/** Annotations across a dashboard: events of the Rollout (utils/conditions of Argo Rollouts 1.9). */
export const releaseMarks: readonly { readonly name: string; readonly expr: string; readonly colour: string }[] = [
  ['Release', 'RolloutUpdated', 'blue'],
  ['Taken back', 'RolloutAborted', 'red'],
  ['Held', 'RolloutPaused', 'yellow'],
  ['Through', 'RolloutCompleted', 'green'],
].map(([name = '', reason = '', colour = '']) => ({
  name,
  colour,
  expr: `sum(increase(rollout_events_total{exported_namespace="$team",name="$app",reason="${reason}"}[1m])) > 0`,
}))
