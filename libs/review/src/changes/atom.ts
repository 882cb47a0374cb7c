import { canonical, pathText, type Delta } from '../compare/diff.ts'
import type { Effect } from '../effects/effect.ts'
import { effectsOf, inTemplate } from '../effects/effects.ts'
import type { Entity } from './entity.ts'
import type { FleetFacts } from './fleet-facts.ts'
import type { Change } from '../compare/match.ts'
import { objectEffects } from '../effects/object-effects.ts'
import type { Risk } from '../risks/risk.ts'
import { risksOf } from '../risks/risks.ts'
import { AmbiguousScalar } from '@slipway/kube'
import type { Trees } from './trees.ts'

export type Verb = 'came' | 'went' | 'renamed' | 'moved' | Delta['op']

/** The smallest thing that a review tells: an object that came, went, moved or has another name, or one field of one object. */
export interface Atom {
  readonly change: Change
  readonly delta: Delta | undefined
  readonly verb: Verb
  /** What is the same for all objects that have this change: `pods`, `Service`, or any object. */
  readonly what: string
  /** The field's path, without that of the pod template and with `<app>` for the app's own name; an object's name otherwise. */
  readonly field: string
  readonly before: string
  readonly after: string
  readonly effects: readonly Effect[]
  readonly risks: readonly Risk[]
  /** Where it happens: the app in its cluster; the file, in a tree that has no apps. */
  readonly spot: string
}

export const entityOf = ({ before, after }: Change): Entity => (after ?? before) as Entity

/** The app in its cluster that an object belongs to; its file where there are no apps. */
export const spotOf = ({ place, path }: Entity): string =>
  place.app === '' ? path : `${place.cluster}/${place.team}/${place.app}`

/** A text with the app's own names taken out, so that the same change of two apps is the same text. */
function general(text: string, { place, name, kind }: Entity): string {
  if (place.app === '') return kind !== '' && name.length > 2 ? text.replaceAll(name, '<name>') : text
  const named = place.app.length > 1 ? text.replaceAll(place.app, '<app>') : text
  return place.cluster.length > 2 ? named.replaceAll(place.cluster, '<cluster>') : named
}

/** A bare word that readers disagree on stands bare, text in quotes: `yes` -> `"yes"` is a change. */
const valueText = (value: unknown): string =>
  value === undefined
    ? ''
    : value instanceof AmbiguousScalar
      ? value.source
      : typeof value === 'string'
        ? JSON.stringify(value)
        : canonical(value)

function fieldAtom(change: Change, delta: Delta, effects: readonly Effect[], trees: Trees, fleet: FleetFacts): Atom {
  const entity = entityOf(change)
  const pod = inTemplate(entity.kind, delta.steps)
  const names = pod === undefined ? delta.names : delta.names.slice(delta.names.length - pod.length)
  const short = pod !== undefined && names[0] === 'spec' && names.length > 1 ? names.slice(1) : names
  return {
    change,
    delta,
    effects,
    verb: delta.op,
    what:
      pod !== undefined
        ? 'pods'
        : delta.steps[0] === 'metadata'
          ? 'metadata'
          : entity.kind === ''
            ? 'document'
            : entity.kind,
    field: general(pathText(pod !== undefined && names.length === 0 ? ['template'] : short), entity),
    before: general(valueText(delta.before), entity),
    after: general(valueText(delta.after), entity),
    risks: risksOf({ change, delta, pod, effects, entity, trees, fleet }),
    spot: spotOf(entity),
  }
}

function objectAtom(change: Change, trees: Trees, fleet: FleetFacts): Atom | undefined {
  const { before, after } = change
  const verb: Verb | undefined =
    before === undefined
      ? 'came'
      : after === undefined
        ? 'went'
        : change.renamed
          ? 'renamed'
          : change.moved
            ? 'moved'
            : undefined
  if (verb === undefined) return undefined
  const entity = entityOf(change)
  const effects = objectEffects(change, trees)
  const [from, to] =
    verb === 'renamed'
      ? [before?.name ?? '', after?.name ?? '']
      : verb === 'moved'
        ? [before?.path ?? '', after?.path ?? '']
        : ['', '']
  return {
    change,
    verb,
    effects,
    delta: undefined,
    what: entity.kind === '' ? 'document' : entity.kind,
    field: general(verb === 'renamed' ? (before?.name ?? '') : entity.name, entity),
    before: general(from, entity),
    after: general(to, entity),
    risks: risksOf({ change, delta: undefined, pod: undefined, effects, entity, trees, fleet }),
    spot: spotOf(entity),
  }
}

/** Everything a change says: at least one atom, one for each of its fields. */
export function atomsOf(change: Change, trees: Trees, fleet: FleetFacts): readonly Atom[] {
  const whole = objectAtom(change, trees, fleet)
  const effects = effectsOf(change, trees)
  return [
    ...(whole === undefined ? [] : [whole]),
    ...change.deltas.map((delta, i) => fieldAtom(change, delta, effects[i] ?? [], trees, fleet)),
  ]
}
