import { entityOf } from '../compare/match.ts'
import type { Entity } from '../read/entity.ts'
import type { Effect } from '../effects/effect.ts'
import { effectKinds } from '../effects/row.ts'
import { levelOf, levelWeight, type RiskLevel } from '../risks/level.ts'
import type { Opening } from '../risks/covers.ts'
import type { Risk } from '../risks/risks.ts'
import { isImage, type Bump } from './bump.ts'
import type { FieldChange } from './field-change.ts'

/** Facts of a number of objects. */
interface Counted {
  readonly objects: number
}

/** One value that a field had and has. */
export interface ValueChange extends Counted {
  readonly before: string
  readonly after: string
  /** The highest risk of those that have it. */
  readonly level: RiskLevel | 'none'
  /** One place of it, where others have another value. */
  readonly location: string
}

/** One thing that changed, in all objects where it did. */
export interface Line extends Counted, Pick<FieldChange, 'verb' | 'what' | 'field'> {
  readonly values: readonly ValueChange[]
  readonly kinds: readonly string[]
}

/** Objects with the same change in the same locations. */
export interface ChangeGroup extends Counted {
  readonly bump: Bump | undefined
  readonly lines: readonly Line[]
  /** Apps in clusters, or files; sorted. */
  readonly locations: readonly string[]
  /** The one that weighs most first. */
  readonly effects: readonly (Effect & Counted)[]
  readonly risks: readonly (Risk & Counted)[]
  readonly level: RiskLevel | 'none'
  readonly changes: readonly FieldChange[]
}

const sorted = (texts: Iterable<string>): readonly string[] => [...new Set(texts)].sort()
const objectsOf = (changes: readonly FieldChange[]): number => new Set(changes.map(({ change }) => change)).size

/** Two facts of different sources may be the same effect. */
const sameItem = (item: object): string => JSON.stringify({ ...item, source: '' })
const first = <T>(items: readonly T[]): T | undefined => items[0]

/** Openings of guards are one risk for all objects, whatever each has of its own. */
const isOpenings = (data: unknown): data is readonly Opening[] =>
  Array.isArray(data) && data.every((one) => Array.isArray(one))
const riskKey = ({ rule, level, code, data, overridden }: Risk): string =>
  JSON.stringify([rule, level, code, isOpenings(data) ? [] : data, overridden])
function mergedRisk(risks: readonly Risk[]): Risk | undefined {
  const [risk] = risks
  if (risk === undefined || !isOpenings(risk.data)) return risk
  const all = risks.flatMap(({ data }) => (isOpenings(data) ? data : []))
  return { ...risk, data: [...new Map(all.map((one) => [one.join('\0'), one])).values()] } as Risk
}

/**
 * Equal items once, each with the number of objects it is true of; those that weigh more first, then those of more
 * objects.
 */
function counted<T extends object>(
  changes: readonly FieldChange[],
  itemsOf: (change: FieldChange) => readonly T[],
  weight: (item: T) => number = () => 0,
  {
    keyOf = sameItem,
    merged = first,
  }: { keyOf?: (item: T) => string; merged?: (items: readonly T[]) => T | undefined } = {},
): readonly (T & Counted)[] {
  const all = changes.flatMap((change) => itemsOf(change).map((item) => ({ item, change })))
  return [...Map.groupBy(all, ({ item }) => keyOf(item)).values()]
    .flatMap((same) => {
      const item = merged(same.map((one) => one.item))
      return item === undefined ? [] : [{ ...item, objects: objectsOf(same.map((one) => one.change)) }]
    })
    .sort((a, b) => weight(b) - weight(a) || b.objects - a.objects)
}

/** In a line about one app, cluster or object, its own name reads better than a placeholder. */
function named(changes: readonly FieldChange[]): (text: string) => string {
  const only = (placeholder: string, nameOf: (entity: Entity) => string): readonly [string, string] => {
    const [name = '', ...more] = new Set(changes.map(({ change }) => nameOf(entityOf(change))))
    return [placeholder, more.length === 0 && name !== '' ? name : placeholder]
  }
  const names = [
    only('<app>', ({ location }) => location.app),
    only('<cluster>', ({ location }) => location.cluster),
    only('<name>', ({ name }) => name),
  ]
  return (text) => names.reduce((all, [placeholder, own]) => all.replaceAll(placeholder, () => own), text)
}

type Value = Omit<ValueChange, 'objects'>
const worstValue = (same: readonly Value[]): Value | undefined =>
  same.find(({ level }) => level === levelOf(same.map((one) => one.level)))

const lineOf = (changes: readonly FieldChange[]): Line => {
  const { verb, what, field } = changes[0] as FieldChange
  const name = named(changes)
  return {
    verb,
    what,
    field: name(field),
    values: counted(
      changes,
      ({ before, after, risks, location }) => [
        { before: name(before), after: name(after), level: levelOf(risks.map(({ level }) => level)), location },
      ],
      ({ level }) => levelWeight(level),
      { keyOf: ({ before, after }) => JSON.stringify([before, after]), merged: worstValue },
    ),
    objects: objectsOf(changes),
    kinds: sorted(changes.map(({ change }) => entityOf(change).kind)),
  }
}

/** Puts together what one group says; `lines` are the changes that are one line each. */
export function groupOf(lines: readonly (readonly FieldChange[])[], bump: Bump | undefined): ChangeGroup {
  const changes = lines.flat()
  const risks = counted(
    changes,
    (change) => change.risks,
    ({ level }) => levelWeight(level),
    { keyOf: riskKey, merged: mergedRisk },
  )
  return {
    bump,
    lines: lines.map(lineOf),
    locations: sorted(changes.map(({ location }) => location)),
    objects: objectsOf(changes),
    effects: counted(
      // The effect of a release is that of its image.
      bump === undefined ? changes : changes.filter(isImage),
      (change) => change.effects,
      ({ kind }) => effectKinds.indexOf(kind),
    ),
    risks,
    level: risks[0]?.level ?? 'none',
    changes,
  }
}
