import type { Chart } from 'cdk8s'
import type { ResolvedApp } from '@slipway/model'
import { DaemonSet } from '../chart/kinds.ts'
import { workloadSpec } from './workload-spec.ts'

/** A tenth of the pods may be renewed at once. */
export function daemonSet(chart: Chart, app: ResolvedApp): void {
  new DaemonSet(chart, 'daemon-set', {
    spec: {
      ...workloadSpec(app),
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '10%' } },
    },
  })
}
