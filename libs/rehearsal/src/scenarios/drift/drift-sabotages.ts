import { applicationSets, replacing, type Sabotage } from '../shared/kit.ts'

/** Recommended by Rollouts' documentation (FIELD-NOTES M1). */
export const respectIgnored: Sabotage = {
  name: 'respect-ignore-differences',
  change: replacing(
    applicationSets,
    /^( *)- ApplyOutOfSyncOnly=true$/m,
    '$1- ApplyOutOfSyncOnly=true\n$1- RespectIgnoreDifferences=true',
  ),
  noticedBy: 'git-takes-effect',
  causes: [{ code: 'route-not-updated', timed: true, sync: 'OutOfSync' }, { code: 'ignored-is-kept' }],
}

export const forgetWeights: Sabotage = {
  name: 'weights-not-ignored',
  change: replacing(applicationSets, /^ *- \.spec\.http\[\]\?\.route\[\]\?\.weight\n/m, ''),
  noticedBy: 'weights-left-alone',
  causes: [
    { code: 'out-of-sync', kind: 'VirtualService' },
    { code: 'written-by', by: 'argocd-controller' },
    { code: 'weights-not-ignored' },
  ],
}

export const noSelfHeal: Sabotage = {
  name: 'no-self-heal',
  change: replacing(applicationSets, 'selfHeal: true', 'selfHeal: false'),
  noticedBy: 'edit-undone',
  causes: [{ code: 'self-heal-off' }],
}
