import type { Chart } from 'cdk8s'
import type { ResolvedApp } from '@slipway/model'
import { PodDisruptionBudget } from '../chart/kinds.ts'
import { selector } from '../labels.ts'

/** By the app's own wish. */
export const fewestPods = (app: ResolvedApp): number => (app.scale.by === 'nobody' ? app.scale.pods : app.scale.min)

/**
 * None for a single pod, whose node could never drain. An integer: a share makes Argo CD flap to Degraded
 * (argo-rollouts#4270). Broken pods never block a drain.
 */
export function podDisruptionBudget(chart: Chart, app: ResolvedApp): void {
  const { kind } = app.workload
  if (kind === 'cron' || kind === 'daemon' || fewestPods(app) < 2) return
  new PodDisruptionBudget(chart, 'pod-disruption-budget', {
    spec: {
      maxUnavailable: 1,
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
      selector: { matchLabels: selector(app) },
    },
  })
}
