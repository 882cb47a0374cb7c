import { at, fields, knownKinds } from '@slipway/kube'
import type { Delta } from '../compare/diff.ts'
import { entityOf, type Change } from '../compare/match.ts'
import type { Entity } from '../read/entity.ts'
import type { Trees } from '../read/trees.ts'
import { annotationKey, annotationOf, annotationTopics } from './annotations.ts'
import { applicationsOutcome } from './applications.ts'
import { effect, effectRows, type Effect } from './effect.ts'
import { isObjectDefault, isPodDefault } from './defaults.ts'
import { hookPhases } from './hook.ts'
import { podReplacement } from './pod-replacement.ts'
import { inTemplate, podRows, templates } from './pod-template.ts'
import type { EffectRow, Facts } from './row.ts'
import { hasOption } from './sync-option.ts'

const byKind = new Map<string, readonly EffectRow[]>()
function rowsOf(kind: string): readonly EffectRow[] {
  const known = byKind.get(kind)
  if (known !== undefined) return known
  const rows = effectRows.filter(({ kinds }) => kinds.length === 0 || kinds.includes(kind))
  byKind.set(kind, rows)
  return rows
}

/** The effect of the first row that fits. */
function fromRows(rows: readonly EffectRow[], steps: readonly string[], facts: Facts): Effect | undefined {
  const row = rows.find(({ at, when }) => at(steps) && when(facts))
  if (row === undefined) return undefined
  const { code, effect: kind, source, data } = row
  const made = { code, kind, source, data: data(facts) } as Effect
  if (kind !== 'refused') return made
  return hasOption(facts.change.after, 'Force=true')
    ? { ...made, kind: 'recreate', ending: 'made-anew' }
    : { ...made, ending: 'sync-fails' }
}

const filledIn = effect('nothing', 'default-value', 'k8s.io/kubernetes pkg/apis/*/*/defaults.go')

function podEffects(facts: Facts, kind: string, steps: readonly string[]): readonly Effect[] {
  const object = facts.change.after?.value ?? {}
  if (isPodDefault(facts.delta, steps, fields(at(object, ...(templates[kind] ?? []), 'spec')))) return [filledIn]
  const annotation = annotationOf(annotationKey(steps) ?? '')
  const known = annotation === undefined ? fromRows(podRows, steps, facts) : annotationEffect(annotation.key)
  // A note among those of pods makes new pods, and nothing else.
  const topic = known?.kind === 'metadata' ? undefined : known
  return [podReplacement(kind, object), ...(topic === undefined ? [] : [topic])]
}

const hooks = 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/'
const sets =
  'https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Controlling-Resource-Modification/'
const annotationPages = 'libs/review/src/effects/annotations.ts'

/** What the reader of an annotation does; of one that nobody here knows, that is not known. */
function annotationEffect(key: string): Effect {
  const known = annotationOf(key)
  return known === undefined
    ? effect('unknown', 'unknown-annotation', '')
    : effect(annotationTopics[known.topic], 'annotation', annotationPages, { reader: known.reader, topic: known.topic })
}

/** What a change of an ApplicationSet does to its Applications. */
function applicationEffects(change: Change, trees: Trees): readonly Effect[] {
  return applicationsOutcome(change, trees).map((outcome) => {
    const goes = outcome.what !== 'shared' && outcome.fate === 'objects-deleted'
    return effect(goes ? 'delete' : 'kept', 'applications', sets, outcome)
  })
}

/** Whether a kind is the one that the table means, and not another group's of the same name (a Knative Service, a Gateway API Gateway). */
const isMeant = ({ kind, group }: Entity): boolean =>
  knownKinds[kind]?.versions.some((version) => version.slice(0, Math.max(0, version.indexOf('/'))) === group) ?? true

function deltaEffects(change: Change, delta: Delta, trees: Trees): readonly Effect[] {
  const entity = entityOf(change)
  const facts = { change, delta, trees }
  if (entity.kind === '') return [effect('unknown', 'no-object', '')]
  const phases = hookPhases(change.after)
  if (phases.length > 0) return [effect('run', 'hook-runs', hooks, phases)]
  const kind = isMeant(entity) ? entity.kind : `${entity.kind}.${entity.group}`
  const steps = inTemplate(kind, delta.steps)
  if (steps !== undefined) return podEffects(facts, kind, steps)
  const annotation = annotationKey(delta.steps)
  if (annotation !== undefined && delta.steps.length === 3) return [annotationEffect(annotation)]
  const applications = delta === change.deltas[0] ? applicationEffects(change, trees) : []
  if (applications.length > 0) return applications
  if (isObjectDefault(kind, delta, facts)) return [filledIn]
  const found = fromRows(rowsOf(kind), delta.steps, facts)
  if (found !== undefined) return [found]
  return [
    effectRows.some(({ kinds }) => kinds.includes(kind))
      ? effect('config', 'taken-in', '')
      : effect('unknown', 'unknown-kind', '', kind),
  ]
}

/** What becomes of an object as a whole, whatever its fields would do by themselves. */
function wholeEffect({ after }: Change, effects: readonly Effect[]): Effect | undefined {
  const refused = effects.find(({ kind }) => kind === 'refused')
  if (refused !== undefined) return effect('refused', 'held-back', refused.source)
  return ['Replace=true', 'Force=true'].every((option) => hasOption(after, option))
    ? effect(
        'recreate',
        'anew-at-every-change',
        'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#force-sync',
      )
    : undefined
}

/**
 * What the changed fields of an object make the controllers do, field by field: usually one effect; a field of a pod template also has one of
 * its own. Where the API server refuses one field, none of the others arrives.
 */
export function effectsOf(change: Change, trees: Trees): readonly (readonly Effect[])[] {
  const each = change.deltas.map((delta) => deltaEffects(change, delta, trees))
  const whole = wholeEffect(change, each.flat())
  if (whole === undefined) return each
  return each.map((effects) =>
    effects.every(({ kind }) => kind === 'nothing' || kind === whole.kind) ? effects : [whole],
  )
}
