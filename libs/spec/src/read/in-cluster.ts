import { baseName, type ClusterName } from '@slipway/core'
import type { AppSource } from './read-app.ts'

/** Spec, config files and extra come from the rollback's folder, if any; `file` and releases stay the app's own. */
export function inCluster(app: AppSource, cluster: ClusterName): AppSource {
  const kept = app.kept?.get(cluster)
  if (kept === undefined) return app
  const { extra: _, ...rest } = app
  const file = `apps/${app.name}/${baseName(kept.file)}`
  return {
    ...rest,
    file,
    specs: kept.specs,
    files: kept.files,
    ...(kept.extra === undefined ? {} : { extra: kept.extra }),
  }
}
