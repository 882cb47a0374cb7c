import type { ResolvedApp } from '@slipway/model'

/** What a scaler scales: the Rollout itself where there is one, never the ReplicaSets below it (FIELD-NOTES A3). */
export function scaleTarget(app: ResolvedApp): {
  readonly apiVersion: string
  readonly kind: string
  readonly name: string
} {
  if (app.workload.kind === 'canary') return { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: app.name }
  return { apiVersion: 'apps/v1', kind: 'Deployment', name: app.name }
}

/**
 * Up at once, down slowly: load that comes back within five minutes finds its pods still there. Doubling or four pods, whichever is more, in
 * fifteen seconds; down by at most a tenth (or one pod) a minute.
 */
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
