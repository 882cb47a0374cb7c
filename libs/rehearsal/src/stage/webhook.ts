import type { Live } from '../cluster/kube.ts'

const annotation = 'argocd.argoproj.io/manifest-generate-paths'

/**
 * Whether Argo CD's webhook has an Application looked at anew when these files of its repository changed: always, unless the annotation says
 * which paths count (util/app/path of Argo CD 3.5.7, `GetSourceRefreshPaths` and `AppFilesHaveChanged`; patterns are not known here).
 */
export function refreshedBy({ metadata, spec }: Live, changed: readonly string[]): boolean {
  const source = (spec as { source?: { path?: string } } | undefined)?.source?.path
  // A chart's, from another repository.
  if (source === undefined) return false
  const paths = (metadata.annotations?.[annotation] ?? '')
    .split(';')
    .map((path) => path.trim())
    .filter((path) => path !== '')
    .map((path) => (path.startsWith('/') ? path.slice(1) : `${source}/${path}`).replace(/(\/\.)*\/?$/, ''))
  return (
    changed.length === 0 ||
    paths.length === 0 ||
    changed.some((file) => paths.some((path) => file === path || file.startsWith(`${path}/`)))
  )
}
