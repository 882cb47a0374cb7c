import { ifThere, replacing, editing, type Sabotage } from '../shared/kit.ts'

const boards = /\/configmap-dashboard-[^/]+\.yaml$/
const monitor = /\/podmonitor-argo-rollouts\.yaml$/
const rules = /\/prometheusrule-/

export const dashboardSabotages: readonly Sabotage[] = [
  {
    name: 'panel-of-old-metric',
    change: ifThere(boards, replacing(boards, /istio_requests_total/g, 'istio_requests_count')),
    noticedBy: 'panels-answer',
    causes: [{ code: 'panel-empty', dashboard: 'slipway-app' }],
  },
  {
    name: 'monitor-gone',
    change: ifThere(
      monitor,
      editing(monitor, () => undefined),
    ),
    noticedBy: 'panels-answer',
    causes: [{ code: 'panel-empty', dashboard: 'slipway-canary', panel: 'Phase' }],
  },
  {
    name: 'rule-of-wrong-label',
    change: ifThere(rules, replacing(rules, /exported_namespace/g, 'namespaced')),
    noticedBy: 'rules-exposed',
    causes: [{ code: 'series-not-exposed', metric: 'rollout_info', label: 'namespaced' }],
  },
  {
    name: 'rule-of-no-phase',
    change: ifThere(rules, replacing(rules, '"Abort"', '"Degraded"')),
    noticedBy: 'rules-exposed',
    causes: [{ code: 'series-not-exposed', rule: 'CanaryAborted' }],
  },
]
