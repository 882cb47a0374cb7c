import type { IDeployment } from 'kubernetes-models/apps/v1'
import type { ResolvedApp } from '@slipway/model'
import { metadata, prunedLast, selector } from '../labels.ts'
import { addObject, type Chart } from '../object.ts'
import { podTemplate } from '../pod/pod.ts'

/** `replicas` is there only when nothing scales the app: a number in git would undo the scaler's (FIELD-NOTES A1). */
export const replicas = (app: ResolvedApp): { replicas?: number } =>
  app.scale.by === 'nobody' ? { replicas: app.scale.pods } : {}

/** An app whose release is rolling. */
export function deployment(chart: Chart, app: ResolvedApp): void {
  addObject<IDeployment>(chart, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { ...metadata(app), ...prunedLast },
    spec: {
      ...replicas(app),
      revisionHistoryLimit: 5,
      minReadySeconds: app.rollout.minReady,
      progressDeadlineSeconds: app.rollout.progressDeadline,
      selector: { matchLabels: selector(app) },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
      template: podTemplate(app),
    },
  })
}
