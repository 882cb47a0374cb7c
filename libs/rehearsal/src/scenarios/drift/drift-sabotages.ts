import type { Sabotage } from '../../stage/scenario.ts'
import { editing } from '../shared/sabotages.ts'

const sets = /^argocd\/[^/]+\/applicationset-[^/]+\.yaml$/

/** Rollouts' own documents recommend it (FIELD-NOTES M1). */
export const respectIgnored: Sabotage = {
  name: 'respect-ignore-differences',
  change: editing(sets, (text) =>
    text.replace(/^( *)- ApplyOutOfSyncOnly=true$/m, '$1- ApplyOutOfSyncOnly=true\n$1- RespectIgnoreDifferences=true'),
  ),
  noticedBy: {
    by: 'git-takes-effect',
    causes: [{ code: 'route-not-updated', timed: true, sync: 'OutOfSync' }, { code: 'ignored-is-kept' }],
  },
}

export const forgetWeights: Sabotage = {
  name: 'weights-not-ignored',
  change: editing(sets, (text) => text.replace(/^ *- \.spec\.http\[\]\?\.route\[\]\?\.weight\n/m, '')),
  noticedBy: {
    by: 'weights-left-alone',
    causes: [
      { code: 'out-of-sync', kind: 'VirtualService' },
      { code: 'written-by', by: 'argocd-controller' },
      { code: 'weights-not-ignored' },
    ],
  },
}

export const fightTheScaler: Sabotage = {
  name: 'replicas-beside-a-scaler',
  change: (files) => {
    const scaled = new Set(
      [...files.keys()].flatMap((file) => {
        const [, folder, name] =
          /^(clusters\/.*)\/(?:horizontalpodautoscaler|scaledobject)-(.*)\.yaml$/.exec(file) ?? []
        return folder === undefined ? [] : [`${folder}/rollout-${name}.yaml`, `${folder}/deployment-${name}.yaml`]
      }),
    )
    return editing(/\/(?:rollout|deployment)-/, (text, file) =>
      scaled.has(file) ? text.replace(/^spec:\n/m, 'spec:\n  replicas: 1\n') : text,
    )(files)
  },
  noticedBy: {
    by: 'scaler-number-stays',
    causes: [
      { code: 'written-by', by: 'argocd-controller' },
      { code: 'replicas-in-git', replicas: 1 },
    ],
  },
}

export const noSelfHeal: Sabotage = {
  name: 'no-self-heal',
  change: editing(sets, (text) => text.replace('selfHeal: true', 'selfHeal: false')),
  noticedBy: { by: 'edit-undone', causes: [{ code: 'self-heal-off' }] },
}
