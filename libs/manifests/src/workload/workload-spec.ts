import type { ResolvedApp } from '@slipway/model'
import { selector } from '../labels.ts'
import { podTemplate } from '../pod/pod.ts'

export const workloadSpec = (app: ResolvedApp) => ({
  revisionHistoryLimit: 5,
  minReadySeconds: app.rollout.minReady,
  selector: { matchLabels: selector(app) },
  template: podTemplate(app),
})

/** Only without a scaler, whose number git would undo (FIELD-NOTES A1). */
export const replicas = (app: ResolvedApp): { replicas?: number } =>
  app.scale.by === 'nobody' ? { replicas: app.scale.pods } : {}
