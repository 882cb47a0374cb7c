import { at, list } from '@slipway/kube'
import { canonical, type Delta } from '../compare/diff.ts'
import { pattern } from '../compare/pattern.ts'
import { hasOption } from '../effects/sync-option.ts'
import type { Entity } from '../read/entity.ts'
import { isGone, rule, type Danger } from './risk.ts'

const holds = new Set([
  'PersistentVolumeClaim',
  'PersistentVolume',
  'Namespace',
  'CustomResourceDefinition',
  'VolumeSnapshot',
])

const version = pattern('spec.versions[*]')
const isServed = pattern('spec.versions[*].served')
const isStored = pattern('spec.versions[*].storage')
const stored = ({ steps }: Delta): boolean => isStored(steps)
const served = ({ steps }: Delta): boolean => version(steps) || isServed(steps)
const schema = pattern('spec.versions[*].schema.**')
const versionIn = ({ names }: Delta): string => names[2]?.slice(1, -1) ?? ''
/** Changes that make the API server refuse objects that it took. */
const stricter = new Set([
  'type',
  'enum',
  'pattern',
  'maximum',
  'minimum',
  'maxLength',
  'minLength',
  'maxItems',
  'minItems',
  'format',
  'required',
  'x-kubernetes-validations',
])

/** Whether another set with the same claims replaces a removed one. Under another name it has volumes of its own. */
function follower({ change: { before, after }, trees }: Danger): boolean {
  if (before === undefined) return false
  const claims = (set: Entity) => canonical(list(at(set.value, 'spec', 'volumeClaimTemplates')))
  if (claims(before) === '[]') return false
  const { location, namespace } = before
  const isNew = ({ name }: Entity) => trees.before.find(location.cluster, 'StatefulSet', namespace, name) === undefined
  return (
    after !== undefined ||
    trees.after
      .kind(location.cluster, 'StatefulSet', namespace)
      .some((set) => isNew(set) && claims(set) === claims(before))
  )
}

/** Losses that cannot be restored. */
export const dataRisks = [
  rule(
    'data-deleted',
    'data',
    'volumes, namespaces and definitions, with all that is in them',
    (d) => holds.has(d.entity.kind) && isGone(d) && ['high', 'content-deleted', d.entity.kind],
  ),
  rule('stateful-deleted', 'data', 'workloads with volumes', (d) => {
    if (d.entity.kind !== 'StatefulSet' || !isGone(d)) return undefined
    return ['high', follower(d) ? 'empty-volumes' : 'volumes-without-set']
  }),
  rule(
    'volumes-not-kept',
    'data',
    'volumes of a StatefulSet',
    ({ entity, delta }) =>
      entity.kind === 'StatefulSet' &&
      delta?.steps[1] === 'persistentVolumeClaimRetentionPolicy' &&
      JSON.stringify(delta.after)?.includes('Delete') && ['high', 'volumes-deleted'],
  ),
  rule('kind-changed', 'data', 'versions of a kind, and what they keep', ({ entity, delta, change: { after } }) => {
    if (entity.kind !== 'CustomResourceDefinition' || delta === undefined || after === undefined) return undefined
    if (served(delta))
      return delta.op === 'remove' || delta.after === false ? ['high', 'version-gone', versionIn(delta)] : undefined
    if (stored(delta)) return ['medium', 'storage-version']
    if (!schema(delta.steps)) return undefined
    const [parent, last = ''] = delta.steps.slice(-2)
    // A value fewer of an enum.
    if (delta.op === 'remove' && delta.steps.includes('enum') && last !== 'enum') return ['medium', 'schema-stricter']
    if (parent === 'properties') return delta.op === 'remove' && ['medium', 'field-dropped', last]
    return stricter.has(last) && delta.op !== 'remove' && ['medium', 'schema-stricter']
  }),
  rule('protection-removed', 'data', 'Prune=false and Delete=false', ({ change: { before, after }, delta }) => {
    if (delta?.steps.includes('annotations') !== true || before === undefined || after === undefined) return undefined
    const lost = ['Prune=false', 'Delete=false', 'Prune=confirm', 'Delete=confirm'].filter(
      (option) => hasOption(before, option) && !hasOption(after, option),
    )
    return lost.length > 0 && ['medium', 'options-lost', lost]
  }),
]
