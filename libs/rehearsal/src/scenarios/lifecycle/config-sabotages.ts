import { replacing, type Sabotage } from '../shared/kit.ts'

const config = /\/configmap-[^/]+-config\.yaml$/
const without = (option: string) =>
  replacing(config, new RegExp(`^ *argocd\\.argoproj\\.io/[a-z-]+: ${option}\\n`, 'm'), '')

export const pruned: Sabotage = {
  name: 'config-pruned',
  change: without('Prune=false'),
  causes: [{ code: 'config-missing', whose: 'stable' }, { code: 'config-may-be-pruned' }],
}

export const different: Sabotage = {
  name: 'old-config-differs',
  change: without('IgnoreExtraneous'),
  noticedBy: 'synced-throughout',
  causes: [{ code: 'no-longer-in-git', kind: 'ConfigMap' }, { code: 'extraneous-counts' }],
}

/** Recommended by Rollouts' documentation (FIELD-NOTES M2). */
export const prunedLast: Sabotage = {
  name: 'prune-last',
  change: replacing(config, 'Prune=false', 'PruneLast=true'),
  noticedBy: 'revert-is-synced',
  causes: [{ code: 'not-in-time' }, { code: 'sync-waits-for', kind: 'Rollout' }, { code: 'config-pruned-last' }],
}
