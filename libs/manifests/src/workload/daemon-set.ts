import type { IDaemonSet } from 'kubernetes-models/apps/v1'
import type { ResolvedApp } from '@slipway/model'
import { metadata, selector } from '../labels.ts'
import { addObject, type Chart } from '../object.ts'
import { podTemplate } from '../pod/pod.ts'

/** One pod on every node; a tenth of them may be renewed at once. */
export function daemonSet(chart: Chart, app: ResolvedApp): void {
  addObject<IDaemonSet>(chart, {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: metadata(app),
    spec: {
      revisionHistoryLimit: 5,
      minReadySeconds: app.rollout.minReady,
      selector: { matchLabels: selector(app) },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '10%' } },
      template: podTemplate(app),
    },
  })
}
