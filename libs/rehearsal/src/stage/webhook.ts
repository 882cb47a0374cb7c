import type { Files } from '@slipway/tree'
import type { Kube, Live } from '../cluster/kube.ts'
import { kinds, refOf } from '../cluster/live.ts'

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

/** As GitHub's webhook: ApplicationSets list folders again, Applications with changed folders compare. */
export async function notifyArgoCd(kube: Kube, before: Files, after: Files): Promise<void> {
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
    (file) => before.get(file) !== after.get(file),
  )
  const sets = await kube.list(kinds.applicationSet, { namespace: 'argocd' })
  const applications = await kube.list(kinds.application, { namespace: 'argocd' })
  const poke = (object: Live, name: string, value: string) =>
    kube.patch(refOf(object), { metadata: { annotations: { [name]: value } } }).catch(() => undefined)
  await Promise.all([
    ...sets.map((set) => poke(set, 'argocd.argoproj.io/application-set-refresh', 'true')),
    ...applications
      .filter((application) => refreshedBy(application, changed))
      .map((application) => poke(application, 'argocd.argoproj.io/refresh', 'normal')),
  ])
}
