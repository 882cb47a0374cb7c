import { at, table } from '@slipway/kube'
import { unhashed, type Change } from '../compare/match.ts'
import type { Entity } from '../read/entity.ts'
import type { Trees } from '../read/trees.ts'
import { effect, type Effect } from './effect.ts'
import { lifecycleRows, type LifecycleCode } from './lifecycle-rows.ts'
import { applicationsOutcome, type ApplicationsOutcome } from './applications.ts'
import { isApplication, isMeant } from '../read/kind.ts'
import { isKnownKind, isOutside } from './known-kind.ts'
import type { EffectKind } from './row.ts'
import { cascades } from './application-objects.ts'
import { fateOf, makesFrom } from './generated-applications.ts'
import { hookPhases } from './hook.ts'
import { hasOption } from './sync-option.ts'

const sync = 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/'
const sets =
  'https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Controlling-Resource-Modification/'

const flux = 'https://fluxcd.io/flux/components/kustomize/kustomizations/#prune'

const rows = table<readonly [EffectKind, added: LifecycleCode, removed: LifecycleCode]>(lifecycleRows)

const rowOf = (entity: Entity) =>
  rows[`${entity.kind}.${entity.group}`] ?? (isMeant(entity) ? rows[entity.kind] : undefined)
const isKept = (entity: Entity): boolean => hasOption(entity, 'Prune=false')
const isKeptByFlux = ({ value }: Entity): boolean =>
  at(value, 'metadata', 'annotations', 'kustomize.toolkit.fluxcd.io/prune') === 'disabled'

/**
 * Whether the ApplicationSet that made an Application of this folder leaves its objects alone now that the folder is
 * gone.
 */
function abandons({ location: { cluster, folder } }: Entity, trees: Trees): boolean {
  if (folder === '' || trees.folders.has(folder)) return false
  const maker = (tree: Trees['after']) => tree.setsOf(cluster).find(({ value }) => makesFrom(value, folder))
  const set = maker(trees.after) ?? maker(trees.before)
  return set !== undefined && fateOf(set.value, false) !== 'objects-deleted'
}

function removal(entity: Entity, trees: Trees): Effect {
  if (trees.unread.has(entity.path)) return effect('unknown', 'unreadable', '')
  const phases = hookPhases(entity)
  if (phases.length > 0) return effect('kept', 'hook-gone', sync, phases)
  if (isKept(entity)) return effect('kept', 'kept', sync)
  // Argo CD deletes it all the same, as was seen; without a word of Flux in the tree nobody knows who applies it.
  if (isKeptByFlux(entity) && (trees.before.hasFlux || trees.after.hasFlux)) return effect('kept', 'kept-by-flux', flux)
  if (abandons(entity, trees)) return effect('kept', 'kept-unwatched', sets)
  if (isApplication(entity)) return effect('delete', cascades(entity) ? 'app-ends' : 'app-unsynced', sync)
  const code =
    rowOf(entity)?.[2] ?? (isKnownKind(entity) ? 'removed' : isOutside(entity) ? 'outside-ends' : 'removed-unknown')
  const gone = effect('delete', code, sync)
  return hasOption(entity, 'Prune=confirm') ? { ...gone, ending: 'once-confirmed' } : gone
}

/** Folders are Applications where they are apps of a cluster. */
const isSamePlace = ({ location: a }: Entity, { location: b }: Entity): boolean =>
  a.folder === b.folder || a.app === '' || (a.cluster === b.cluster && a.team === b.team && a.app === b.app)

/** The effect of a set on its Applications. */
export function applicationsEffect(outcome: ApplicationsOutcome): Effect {
  const goes = outcome.what !== 'shared' && outcome.fate === 'objects-deleted'
  return effect(outcome.what === 'unknown' ? 'unknown' : goes ? 'delete' : 'kept', 'applications', sets, outcome)
}

/** The effect of an object that nobody applies to a cluster as it is. */
export function unappliedEffect({ kind, group }: Entity, isWhole: boolean): Effect | undefined {
  if (kind === '') return effect('unknown', 'no-object', '')
  // An added or removed one is reported by its rendered objects; a changed field may affect objects that nobody
  // rendered.
  return group === 'kustomize.config.k8s.io' ? effect(isWhole ? 'config' : 'unknown', 'tool-input', '') : undefined
}

/** The effects of adding, removing, renaming or moving an object. */
export function lifecycleEffects({ before, after, renamed, moved }: Change, trees: Trees): readonly Effect[] {
  const either = after ?? before
  if (either === undefined) return []
  const isForTools = trees.before.isForTools(either) || trees.after.isForTools(either)
  const unapplied = isForTools ? effect('config', 'for-tools', '') : unappliedEffect(either, true)
  if (unapplied !== undefined) return before === undefined || after === undefined || renamed || moved ? [unapplied] : []
  if (after === undefined) {
    if (before === undefined) return []
    const gone = removal(before, trees)
    const ends = before.kind === 'ApplicationSet' && gone.kind === 'delete'
    const outcomes = ends ? applicationsOutcome({ before, after, renamed, moved, deltas: [] }, trees) : []
    return outcomes.length === 0 ? [gone] : outcomes.map((one) => effect('delete', 'applications', sets, one))
  }
  if (before === undefined) {
    const phases = hookPhases(after)
    if (phases.length > 0) return [effect('run', 'hook-runs', sync, phases)]
    const row = rowOf(after)
    if (row !== undefined) return [effect(row[0], row[1], sync)]
    if (isKnownKind(after)) return [effect('create', 'made', sync)]
    return [effect('unknown', isOutside(after) ? 'outside-made' : 'made-unknown', sync)]
  }
  const effects: Effect[] = []
  // Another hash of the content, or another name: then it is another object, which no two Applications share.
  const plain = unhashed(after.name)
  if (renamed && unhashed(before.name) === plain && plain !== after.name)
    effects.push(effect('config', isKept(before) ? 'new-hash-beside-kept' : 'new-hash', sync))
  else if (renamed) return [effect('create', 'new-name', sync), removal(before, trees)]
  if (moved)
    effects.push(
      isSamePlace(before, after) ? effect('nothing', 'other-file', '') : effect('unknown', 'other-application', sync),
    )
  return effects
}
