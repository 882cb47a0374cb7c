import type { ClusterName } from '@slipway/core'
import type { AppSource } from './read-app.ts'

/**
 * The app as one cluster runs it: spec, config files and extra come from the rollback's folder if there is one. `file` and the releases
 * stay the app's own.
 */
export function inCluster(app: AppSource, cluster: ClusterName): AppSource {
  const kept = app.kept?.get(cluster)
  if (kept === undefined) return app
  const { extra: _, ...rest } = app
  const file = `apps/${app.name}/${kept.file.slice(kept.file.lastIndexOf('/') + 1)}`
  return {
    ...rest,
    file,
    specs: kept.specs,
    files: kept.files,
    ...(kept.extra === undefined ? {} : { extra: kept.extra }),
  }
}
