import type { Chart } from 'cdk8s'
import type { ResolvedApp } from '@slipway/model'
import { PodDisruptionBudget } from '../chart/kinds.ts'
import { selector } from '../labels.ts'

const mostPods = ({ scale }: ResolvedApp): number => (scale.by === 'nobody' ? scale.pods : scale.max)

/**
 * One pod may always go, so it blocks no drain where there is only one now. An integer: a share makes Argo CD flap to
 * Degraded (argo-rollouts#4270). Broken pods never block a drain.
 */
export function podDisruptionBudget(chart: Chart, app: ResolvedApp): void {
  const { kind } = app.workload
  if (kind === 'cron' || kind === 'daemon' || mostPods(app) < 2) return
  new PodDisruptionBudget(chart, 'pod-disruption-budget', {
    spec: {
      maxUnavailable: 1,
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
      selector: { matchLabels: selector(app) },
    },
  })
}
