import type { ResolvedApp, Workload } from '@slipway/model'

const workloads: { readonly [K in Workload['kind']]: { readonly apiVersion: string; readonly kind: string } } = {
  canary: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout' },
  rolling: { apiVersion: 'apps/v1', kind: 'Deployment' },
  stateful: { apiVersion: 'apps/v1', kind: 'StatefulSet' },
  daemon: { apiVersion: 'apps/v1', kind: 'DaemonSet' },
  cron: { apiVersion: 'batch/v1', kind: 'CronJob' },
}

/** The Rollout itself, never its ReplicaSets (FIELD-NOTES A3). */
export const scaleTarget = (app: ResolvedApp) => ({ ...workloads[app.workload.kind], name: app.name })

/** Up at once, down slowly: load that returns within five minutes finds its pods. */
export const scaleBehavior = {
  scaleUp: {
    stabilizationWindowSeconds: 0,
    selectPolicy: 'Max',
    policies: [
      { type: 'Percent', value: 100, periodSeconds: 15 },
      { type: 'Pods', value: 4, periodSeconds: 15 },
    ],
  },
  scaleDown: {
    stabilizationWindowSeconds: 300,
    selectPolicy: 'Max',
    policies: [
      { type: 'Percent', value: 10, periodSeconds: 60 },
      { type: 'Pods', value: 1, periodSeconds: 60 },
    ],
  },
}
