import type { Chart } from 'cdk8s'
import type { IDaemonSet } from 'kubernetes-models/apps/v1'
import type { ResolvedApp } from '@slipway/model'
import { PlainObject } from '../chart/plain-object.ts'
import { workloadSpec } from './workload-spec.ts'

/** One pod on every node; a tenth of them may be renewed at once. */
export function daemonSet(chart: Chart, app: ResolvedApp): void {
  new PlainObject<IDaemonSet>(chart, 'daemon-set', {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    spec: {
      ...workloadSpec(app),
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '10%' } },
    },
  })
}
