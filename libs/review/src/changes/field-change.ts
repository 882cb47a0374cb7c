import { AmbiguousScalar } from '@slipway/kube'
import { canonical, pathText, type Delta } from '../compare/diff.ts'
import { entityOf, type Change } from '../compare/match.ts'
import type { Effect } from '../effects/effect.ts'
import { effectsOf } from '../effects/effects.ts'
import { lifecycleEffects } from '../effects/lifecycle.ts'
import { inTemplate } from '../effects/pod-template.ts'
import type { Entity } from '../read/entity.ts'
import type { FleetFacts } from '../read/fleet-facts.ts'
import type { Trees } from '../read/trees.ts'
import { overridden } from '../risks/overrides.ts'
import type { RiskOverride } from '../risks/settings.ts'
import { veil } from './veil.ts'
import { risksOf, type Risk } from '../risks/risks.ts'

type Verb = 'added' | 'removed' | 'renamed' | 'moved' | Delta['op']

/** One change: an object added, removed, renamed or moved, or one field changed. */
export interface FieldChange {
  readonly change: Change
  readonly delta: Delta | undefined
  /** The field's path in the pod template, when it is in one. */
  readonly pod: readonly string[] | undefined
  readonly verb: Verb
  /** The subject of the change, equal for all objects that have it: `pods`, `metadata`, `document`, or a kind. */
  readonly what: string
  /**
   * The field's path, without that of the pod template and with `<app>` for the app's own name; an object's name
   * otherwise.
   */
  readonly field: string
  readonly before: string
  readonly after: string
  readonly effects: readonly Effect[]
  readonly risks: readonly Risk[]
  /** The app in its cluster; the file, in a tree that has no apps. */
  readonly location: string
}

/** A text with the app's own names taken out, so that the same change of two apps is the same text. */
function general(text: string, { location: { app, cluster }, name, kind }: Entity): string {
  if (app === '') return kind !== '' && name.length > 2 ? text.replaceAll(name, '<name>') : text
  const named = app.length > 1 ? text.replaceAll(app, '<app>') : text
  return cluster.length > 2 ? named.replaceAll(cluster, '<cluster>') : named
}

/** A scalar that readers disagree on stands bare, text in quotes: `yes` -> `"yes"` is a change. */
const valueText = (value: unknown): string =>
  value === undefined ? '' : value instanceof AmbiguousScalar ? value.source : canonical(value)

/** The change of an object as a whole, with its names or paths; `undefined` if only fields changed. */
function wholeChange({ before, after, renamed, moved }: Change): readonly [Verb, string, string] | undefined {
  if (before === undefined || after === undefined) return [before === undefined ? 'added' : 'removed', '', '']
  if (renamed) return ['renamed', before.name, after.name]
  return moved ? ['moved', before.path, after.path] : undefined
}

/** Every change of an object: at least one, and one for each of its fields. */
export function fieldChangesOf(
  change: Change,
  trees: Trees,
  fleet: FleetFacts,
  overrides: readonly RiskOverride[],
): readonly FieldChange[] {
  const entity = entityOf(change)
  const { kind, name, path } = entity
  const { cluster, team, app } = entity.location
  const kindName = kind === '' ? 'document' : kind
  const made = (one: Omit<FieldChange, 'change' | 'risks' | 'location'>): FieldChange => ({
    ...one,
    change,
    field: general(one.field, entity),
    before: general(one.before, entity),
    after: general(one.after, entity),
    risks: risksOf({ ...one, change, entity, trees, fleet }).map((risk) => overridden(risk, overrides, entity)),
    location: app === '' ? path : `${cluster}/${team}/${app}`,
  })
  const [verb, before = '', after = ''] = wholeChange(change) ?? []
  const whole = { delta: undefined, pod: undefined, what: kindName, field: verb === 'renamed' ? before : name }
  const effects = effectsOf(change, trees)
  const objects = [change.before?.value, change.after?.value]
  return [
    ...(verb === undefined ? [] : [made({ ...whole, verb, before, after, effects: lifecycleEffects(change, trees) })]),
    ...change.deltas.map((delta, i) => {
      const pod = inTemplate(kind, delta.steps)
      const names = pod === undefined ? delta.names : delta.names.slice(delta.names.length - pod.length)
      // Words for people are one line, however many of them are wrapped anew.
      const isWords = effects[i]?.some(({ code }) => code === 'description') === true
      const short = pod !== undefined && names[0] === 'spec' && names.length > 1 ? names.slice(1) : names
      return made({
        delta,
        pod,
        verb: isWords ? 'set' : delta.op,
        what: pod !== undefined ? 'pods' : delta.steps[0] === 'metadata' ? 'metadata' : kindName,
        field: isWords ? 'descriptions' : pathText(pod?.length === 0 ? ['template'] : short),
        before: isWords ? '' : valueText(veil(objects, delta.steps, delta.before)),
        after: isWords ? '' : valueText(veil(objects, delta.steps, delta.after)),
        effects: effects[i] ?? [],
      })
    }),
  ]
}
