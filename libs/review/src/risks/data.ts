import { hasOption } from '../effects/sync-option.ts'
import { isGone, rule } from './risk.ts'

const holds = new Set([
  'PersistentVolumeClaim',
  'PersistentVolume',
  'Namespace',
  'CustomResourceDefinition',
  'VolumeSnapshot',
])

/** What cannot be got back. */
export const dataRisks = [
  rule(
    'data-deleted',
    'data',
    'volumes, namespaces and definitions, with all that is in them',
    (d) => holds.has(d.entity.kind) && isGone(d) && ['high', 'content-deleted', d.entity.kind],
  ),
  rule(
    'stateful-deleted',
    'data',
    'workloads with volumes',
    (d) => d.entity.kind === 'StatefulSet' && isGone(d) && ['high', 'volumes-without-set'],
  ),
  rule(
    'volumes-not-kept',
    'data',
    'volumes of a StatefulSet',
    ({ entity, delta }) =>
      entity.kind === 'StatefulSet' &&
      delta?.steps[1] === 'persistentVolumeClaimRetentionPolicy' &&
      JSON.stringify(delta.after)?.includes('Delete') && ['high', 'volumes-deleted'],
  ),
  rule('protection-removed', 'data', 'Prune=false and Delete=false', ({ change: { before, after }, delta }) => {
    if (delta?.steps.includes('annotations') !== true || before === undefined || after === undefined) return undefined
    const lost = ['Prune=false', 'Delete=false', 'Prune=confirm', 'Delete=confirm'].filter(
      (option) => hasOption(before, option) && !hasOption(after, option),
    )
    return lost.length > 0 && ['medium', 'options-lost', lost]
  }),
]
