import type { ResolvedApp } from '@slipway/model'
import { selector } from '../labels.ts'
import { podTemplate } from '../pod/pod.ts'

/** What every workload whose pods stay says. */
export const workloadSpec = (app: ResolvedApp) => ({
  revisionHistoryLimit: 5,
  minReadySeconds: app.rollout.minReady,
  selector: { matchLabels: selector(app) },
  template: podTemplate(app),
})

/** `replicas` is there only when nothing scales the app: a number in git would undo the scaler's (FIELD-NOTES A1). */
export const replicas = (app: ResolvedApp): { replicas?: number } =>
  app.scale.by === 'nobody' ? { replicas: app.scale.pods } : {}
