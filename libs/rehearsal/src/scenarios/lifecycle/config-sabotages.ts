import type { Sabotage } from '../../stage/scenario.ts'
import { editing } from '../shared/sabotages.ts'

const config = /\/configmap-[^/]+-config\.yaml$/
const without = (option: string) =>
  editing(config, (text) => text.replace(new RegExp(`^ *argocd\\.argoproj\\.io/[a-z-]+: ${option}\\n`, 'm'), ''))

export const pruned: Sabotage = {
  name: 'config-pruned',
  change: without('Prune=false'),
  says: /stable.*is not there.*lack the sync option Prune=false/,
}

export const different: Sabotage = {
  name: 'old-config-differs',
  change: without('IgnoreExtraneous'),
  says: /OutOfSync.*ConfigMap \S+, which is no longer in git.*lack the compare option IgnoreExtraneous/,
}

/** Rollouts' own documents recommend it (FIELD-NOTES M2). */
export const prunedLast: Sabotage = {
  name: 'prune-last',
  change: editing(config, (text) => text.replace('Prune=false', 'PruneLast=true')),
  says: /revert.*not within.*waiting for healthy state of .*Rollout.*PruneLast keeps a sync open/,
}
