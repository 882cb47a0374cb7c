import type { Atom, Verb } from './atom.ts'
import type { Bump } from './bump.ts'
import { effectKinds, type EffectKind } from '../effects/effect.ts'
import { riskLevels, type Risk, type RiskLevel } from '../risks/risk.ts'

/** One value that a field had and has, and in how many objects. */
export interface ValueChange {
  readonly before: string
  readonly after: string
  readonly objects: number
}

/** One thing that changed, in all objects where it did. */
export interface Line {
  readonly verb: Verb
  readonly what: string
  readonly field: string
  readonly values: readonly ValueChange[]
  readonly objects: number
  readonly kinds: readonly string[]
}

/** An effect, and in how many objects. */
export interface EffectCount {
  readonly kind: EffectKind
  readonly text: string
  readonly source: string
  readonly objects: number
}

/** What belongs together: the same change in the same places. */
export interface Entry {
  readonly bump: Bump | undefined
  readonly lines: readonly Line[]
  /** Apps in clusters, or files; sorted. */
  readonly spots: readonly string[]
  readonly objects: number
  /** The one that weighs most first. */
  readonly effects: readonly EffectCount[]
  readonly risks: readonly (Risk & { readonly objects: number })[]
  readonly level: RiskLevel | 'none'
  readonly atoms: readonly Atom[]
}

const weight = new Map<string, number>(effectKinds.map((kind, i) => [kind, i]))
export const levelWeight = (level: RiskLevel | 'none'): number => riskLevels.indexOf(level as RiskLevel)

/** Equal items once, each with the number of objects it was said of. */
function counted<T>(items: Iterable<readonly [string, T, unknown]>): readonly (readonly [T, number])[] {
  const found = new Map<string, readonly [T, Set<unknown>]>()
  for (const [key, item, object] of items) {
    const known = found.get(key)
    if (known === undefined) found.set(key, [item, new Set([object])])
    else known[1].add(object)
  }
  return [...found.values()].map(([item, objects]) => [item, objects.size])
}

function lineOf(atoms: readonly Atom[]): Line {
  const first = atoms[0] as Atom
  const values = counted(atoms.map((atom) => [`${atom.before}\0${atom.after}`, atom, atom.change] as const))
  return {
    verb: first.verb,
    what: first.what,
    field: first.field,
    values: values
      .map(([{ before, after }, objects]) => ({ before, after, objects }))
      .sort((a, b) => b.objects - a.objects),
    objects: new Set(atoms.map((atom) => atom.change)).size,
    kinds: [...new Set(atoms.map(({ change }) => (change.after ?? change.before)?.kind ?? ''))].sort(),
  }
}

/** Where all is about one app or cluster, its own name reads better than a placeholder. */
function named(atoms: readonly Atom[]): (line: Line) => Line {
  const places = atoms.map(({ change }) => (change.after ?? change.before)?.place)
  const only = (words: readonly (string | undefined)[]): string | undefined =>
    new Set(words).size === 1 ? words[0] : undefined
  const [app, cluster] = [only(places.map((place) => place?.app)), only(places.map((place) => place?.cluster))]
  const name = (text: string): string => {
    const first = app === undefined || app === '' ? text : text.replaceAll('<app>', app)
    return cluster === undefined || cluster === '' ? first : first.replaceAll('<cluster>', cluster)
  }
  return (line) => ({
    ...line,
    field: name(line.field),
    values: line.values.map((value) => ({ ...value, before: name(value.before), after: name(value.after) })),
  })
}

/** Puts together what one entry says of its atoms; `lines` are the atoms that are one line each. */
export function entryOf(lines: readonly (readonly Atom[])[], bump: Bump | undefined): Entry {
  const atoms = lines.flat()
  // What a release does is what its image does.
  const doing = bump === undefined ? atoms : atoms.filter(({ field }) => field.endsWith('.image'))
  const effects = counted(
    doing.flatMap((atom) =>
      atom.effects.map((effect) => [`${effect.kind}\0${effect.text}`, effect, atom.change] as const),
    ),
  )
    .map(([effect, objects]) => ({ ...effect, objects }))
    .sort((a, b) => (weight.get(b.kind) ?? 0) - (weight.get(a.kind) ?? 0) || b.objects - a.objects)
  const risks = counted(
    atoms.flatMap((atom) =>
      atom.risks.map((risk) => [`${risk.rule}\0${risk.level}\0${risk.why}`, risk, atom.change] as const),
    ),
  )
    .map(([risk, objects]) => ({ ...risk, objects }))
    .sort((a, b) => levelWeight(b.level) - levelWeight(a.level) || b.objects - a.objects)
  return {
    bump,
    lines: lines.map(lineOf).map(named(atoms)),
    spots: [...new Set(atoms.map(({ spot }) => spot))].sort(),
    objects: new Set(atoms.map(({ change }) => change)).size,
    effects,
    risks,
    level: risks[0]?.level ?? 'none',
    atoms,
  }
}
