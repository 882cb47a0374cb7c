import type { Live } from '../cluster/kube.ts'

const annotation = 'argocd.argoproj.io/manifest-generate-paths'

/**
 * Whether Argo CD's webhook refreshes an Application: always, unless the annotation names paths (util/app/path of Argo
 * CD 3.5.7; no patterns here).
 */
export function refreshedBy({ metadata, spec }: Live, changed: readonly string[]): boolean {
  const source = spec?.source?.path
  // A chart's repository.
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
