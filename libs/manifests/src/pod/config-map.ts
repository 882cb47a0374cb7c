import { createHash } from 'node:crypto'
import * as k8s from 'cdk8s-plus-27/lib/imports/k8s.js'
import type { ResolvedApp } from '@slipway/model'
import { metadata } from '../labels.ts'
import { addManifest, type Chart } from '../object.ts'

/** The ConfigMap's name without the hash, which is its file's name: a change of content reads as a change, not as one file gone and one new. */
export const configFileName = (app: { readonly name: string }): string => `${app.name}-config`

/** Content decides the name, so that a change of content is a new version of the pods and the old pods keep the old content. */
export function configName(app: ResolvedApp): string {
  const hash = createHash('sha256')
  for (const f of app.files) hash.update(`${f.key}\0${f.content}\0`)
  return `${configFileName(app)}-${hash.digest('hex').slice(0, 8)}`
}

/**
 * The app's config files. The old object outlives the new one's arrival: a stable pod that restarts in the middle of a canary, and a rollback,
 * still find it. `Prune=false` keeps it, `IgnoreExtraneous` keeps the app Synced while it is there. Not `PruneLast`, which holds the
 * whole sync open (FIELD-NOTES M2).
 */
export function configMap(chart: Chart, app: ResolvedApp): void {
  if (app.files.length === 0) return
  addManifest(
    chart,
    k8s.KubeConfigMap.manifest({
      metadata: {
        ...metadata(app, configName(app)),
        annotations: {
          'argocd.argoproj.io/sync-options': 'Prune=false',
          'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
        },
      },
      immutable: true,
      data: Object.fromEntries(app.files.map((f) => [f.key, f.content])),
    }),
  )
}
