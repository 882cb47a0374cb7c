import type { Chart } from 'cdk8s'
import type { IDeployment } from 'kubernetes-models/apps/v1'
import type { ResolvedApp } from '@slipway/model'
import { PlainObject } from '../chart/plain-object.ts'
import { prunedLast } from '../labels.ts'
import { replicas, workloadSpec } from './workload-spec.ts'

/** An app whose release is rolling. */
export function deployment(chart: Chart, app: ResolvedApp): void {
  new PlainObject<IDeployment>(chart, 'deployment', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: prunedLast,
    spec: {
      ...replicas(app),
      ...workloadSpec(app),
      progressDeadlineSeconds: app.rollout.progressDeadline,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
    },
  })
}
