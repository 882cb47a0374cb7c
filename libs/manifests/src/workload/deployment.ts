import type { Chart } from 'cdk8s'
import type { ResolvedApp } from '@slipway/model'
import { Deployment } from '../chart/kinds.ts'
import { prunedLast } from '../labels.ts'
import { replicas, workloadSpec } from './workload-spec.ts'

export function deployment(chart: Chart, app: ResolvedApp): void {
  new Deployment(chart, 'deployment', {
    metadata: prunedLast,
    spec: {
      ...replicas(app),
      ...workloadSpec(app),
      progressDeadlineSeconds: app.rollout.progressDeadline,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
    },
  })
}
