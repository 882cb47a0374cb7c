import type { ClusterName } from '@slipway/core'
import type { AppSource } from './read-app.ts'

/**
 * An app as a cluster has it: where a rollback keeps the spec of an earlier release, that spec, its config files and its extra, under the
 * name of the file they came from; else the app as its folder says it. Releases are the app's own either way.
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
