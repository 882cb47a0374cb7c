import { at, fields } from '@slipway/kube'
import type { Delta } from '../compare/diff.ts'
import { entityOf, type Change } from '../compare/match.ts'
import type { Trees } from '../read/trees.ts'
import { annotationTopics } from './annotation-topics.ts'
import { annotationKey, annotationOf, meaningOf } from './annotations.ts'
import { objectsOutcome } from './application-objects.ts'
import { applicationsOutcome } from './applications.ts'
import { effect, effectRows, type Effect } from './effect.ts'
import { isObjectDefault, isPodDefault } from './defaults.ts'
import { isApplication, isMeant } from '../read/kind.ts'
import { isOutside } from './known-kind.ts'
import { hookPhases } from './hook.ts'
import { applicationsEffect, unappliedEffect } from './lifecycle.ts'
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
  // Only an object that is there can keep a field: under another name it is a new one.
  if (facts.change.renamed) return effect('create', 'new-name', source)
  return hasOption(facts.change.after, 'Force=true')
    ? { ...made, kind: 'recreate', ending: 'made-anew' }
    : { ...made, ending: 'sync-fails' }
}

/** Kinds that rows name with their group. */
const named = new Set(effectRows.flatMap(({ kinds }) => kinds.filter((kind) => kind.includes('.'))))

const filledIn = effect('nothing', 'default-value', 'k8s.io/kubernetes pkg/apis/*/*/defaults.go')

function podEffects(facts: Facts, kind: string, steps: readonly string[]): readonly Effect[] {
  const object = facts.change.after?.value ?? {}
  if (isPodDefault(facts.delta, steps, fields(at(object, ...(templates[kind] ?? []), 'spec')))) return [filledIn]
  const annotation = annotationOf(annotationKey(steps) ?? '')
  const known =
    annotation === undefined
      ? fromRows(podRows, steps, facts)
      : annotationEffect(annotationKey(steps) ?? '', facts.delta)
  // A note among those of pods makes new pods, and nothing else.
  const topic = known?.kind === 'metadata' ? undefined : known
  return [podReplacement(kind, object), ...(topic === undefined ? [] : [topic])]
}

const pruning = 'https://argo-cd.readthedocs.io/en/stable/user-guide/auto_sync/#automatic-pruning'
const hooks = 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/'
const annotationPages = 'libs/review/src/effects/annotation-rows.ts'

/** The effect of an annotation, by its reader; unknown for unknown keys. */
function annotationEffect(key: string, { before, after }: Delta): Effect {
  const known = annotationOf(key)
  if (known === undefined) return effect('unknown', 'unknown-annotation', '')
  const { topic } = meaningOf(known, before, after)
  return effect(annotationTopics[topic], 'annotation', annotationPages, { reader: known.reader, topic })
}

/** The effect of an Application's source on objects of this tree. */
function objectsEffects(change: Change, trees: Trees): readonly Effect[] {
  const outcome = objectsOutcome(change, trees)
  if (outcome === undefined) return []
  const lost = outcome.fate === 'deleted' ? 'delete' : 'kept'
  return [effect(outcome.gone.length === 0 ? 'create' : lost, 'application-objects', pruning, outcome)]
}

function deltaEffects(change: Change, delta: Delta, trees: Trees): readonly Effect[] {
  const entity = entityOf(change)
  const facts = { change, delta, trees }
  const unapplied = unappliedEffect(entity, false)
  if (unapplied !== undefined) return [unapplied]
  const phases = hookPhases(change.after)
  if (phases.length > 0) return [effect('run', 'hook-runs', hooks, phases)]
  const kind = isMeant(entity) ? entity.kind : `${entity.kind}.${entity.group}`
  const steps = inTemplate(kind, delta.steps)
  if (steps !== undefined) return podEffects(facts, kind, steps)
  const annotation = annotationKey(delta.steps)
  // Those of a template are the Applications' own.
  const isOwn = delta.steps.length === 3 || (kind === 'ApplicationSet' && delta.steps[1] === 'template')
  if (annotation !== undefined && isOwn) return [annotationEffect(annotation, delta)]
  if (isApplication(entity) && /^sources?$/.test(delta.steps[1] ?? '') && delta.steps[0] === 'spec') {
    const objects = objectsEffects(change, trees)
    if (objects.length > 0) return objects
  }
  const applications = delta === change.deltas[0] ? applicationsOutcome(change, trees).map(applicationsEffect) : []
  if (applications.length > 0) return applications
  if (isObjectDefault(kind, delta, facts)) return [filledIn]
  const whole = `${entity.kind}.${entity.group}`
  const found = fromRows(rowsOf(named.has(whole) ? whole : kind), delta.steps, facts)
  if (found !== undefined) return [found]
  if (effectRows.some(({ kinds }) => kinds.includes(kind))) return [effect('unknown', 'taken-in', '')]
  return [isOutside(entity) ? effect('unknown', 'outside-changed', '') : effect('unknown', 'unknown-kind', '', kind)]
}

/** The effect on an object as a whole, which takes precedence over effects of its fields. */
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
 * The effects of an object's changed fields, field by field: usually one; a field of a pod template also has one of its
 * own. If the API server refuses one field, none of the others takes effect.
 */
export function effectsOf(change: Change, trees: Trees): readonly (readonly Effect[])[] {
  const each = change.deltas.map((delta) => deltaEffects(change, delta, trees))
  const whole = wholeEffect(change, each.flat())
  if (whole === undefined) return each
  return each.map((effects) =>
    effects.every(({ kind }) => kind === 'nothing' || kind === whole.kind) ? effects : [whole],
  )
}
