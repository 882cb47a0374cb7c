import { at, text } from '@slipway/kube'
import type { Entity } from '../read/entity.ts'

/** Helm's hooks as Argo CD takes them (docs/user-guide/helm.md). */
const helm: Readonly<Record<string, string>> = {
  'pre-install': 'PreSync',
  'pre-upgrade': 'PreSync',
  'post-install': 'PostSync',
  'post-upgrade': 'PostSync',
  'post-delete': 'PostDelete',
}
const phases = new Set(['PreSync', 'Sync', 'PostSync', 'SyncFail', 'PreDelete', 'PostDelete'])

/**
 * When Argo CD runs an object instead of keeping it; none for one that it keeps. Argo CD's own annotation wins over
 * Helm's.
 */
export function hookPhases(entity: Entity | undefined): readonly string[] {
  const word = (key: string) => text(at(entity?.value, 'metadata', 'annotations', key))
  const own = word('argocd.argoproj.io/hook')
  const said = (own ?? word('helm.sh/hook') ?? '').split(',').map((one) => one.trim())
  return [...new Set(said.map((one) => (own === undefined ? (helm[one] ?? '') : one)))].filter((one) => phases.has(one))
}
