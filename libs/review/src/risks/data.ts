import { at, text } from '@slipway/kube'
import { article, isGone, rule, type RiskRule } from './risk.ts'

const holds = new Set([
  'PersistentVolumeClaim',
  'PersistentVolume',
  'Namespace',
  'CustomResourceDefinition',
  'VolumeSnapshot',
])
const options = (value: unknown): string =>
  text(at(value, 'metadata', 'annotations', 'argocd.argoproj.io/sync-options')) ?? ''

/** What cannot be got back. */
export const dataRisks: readonly RiskRule[] = [
  rule('data-deleted', 'data', 'volumes, namespaces and definitions, with all that is in them', (d) =>
    holds.has(d.entity.kind) && d.delta === undefined && isGone(d)
      ? ['high', `${article(d.entity.kind)} ${d.entity.kind} is deleted, with what it holds`]
      : undefined,
  ),
  rule('stateful-deleted', 'data', 'workloads with volumes', (d) =>
    d.entity.kind === 'StatefulSet' && d.delta === undefined && isGone(d)
      ? ['high', "a StatefulSet is deleted; its volumes are then nobody's"]
      : undefined,
  ),
  rule('volumes-not-kept', 'data', 'volumes of a StatefulSet', ({ entity, delta }) =>
    entity.kind === 'StatefulSet' &&
    delta?.steps[1] === 'persistentVolumeClaimRetentionPolicy' &&
    JSON.stringify(delta.after)?.includes('Delete') === true
      ? ['high', 'volumes are deleted with the set or when it is scaled down']
      : undefined,
  ),
  rule('protection-removed', 'data', 'Prune=false and Delete=false', ({ change, delta }) => {
    if (delta === undefined || change.before === undefined || change.after === undefined) return undefined
    const lost = ['Prune=false', 'Delete=false', 'Prune=confirm', 'Delete=confirm'].filter(
      (word) => options(change.before?.value).includes(word) && !options(change.after?.value).includes(word),
    )
    return delta.steps.includes('annotations') && lost.length > 0
      ? ['medium', `it loses ${lost.join(' and ')}`]
      : undefined
  }),
]
