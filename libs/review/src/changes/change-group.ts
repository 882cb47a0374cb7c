import { entityOf } from '../compare/match.ts'
import type { Effect } from '../effects/effect.ts'
import { effectKinds } from '../effects/row.ts'
import { riskLevels, type RiskLevel } from '../risks/risk.ts'
import type { Risk } from '../risks/risks.ts'
import { isImage, type Bump } from './bump.ts'
import type { FieldChange } from './field-change.ts'

/** What is true of so many objects. */
interface Counted {
  readonly objects: number
}

/** One value that a field had and has. */
export interface ValueChange extends Counted {
  readonly before: string
  readonly after: string
}

/** One thing that changed, in all objects where it did. */
export interface Line extends Counted, Pick<FieldChange, 'verb' | 'what' | 'field'> {
  readonly values: readonly ValueChange[]
  readonly kinds: readonly string[]
}

/** What belongs together: the same change in the same locations. */
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

export const levelWeight = (level: RiskLevel | 'none'): number => riskLevels.indexOf(level as RiskLevel)

const sorted = (texts: Iterable<string>): readonly string[] => [...new Set(texts)].sort()
const objectsOf = (changes: readonly FieldChange[]): number => new Set(changes.map(({ change }) => change)).size

/** Equal items once, each with the number of objects it is true of; those that weigh more first, then those of more objects. */
function counted<T extends object>(
  changes: readonly FieldChange[],
  itemsOf: (change: FieldChange) => readonly T[],
  weight: (item: T) => number = () => 0,
): readonly (T & Counted)[] {
  const all = changes.flatMap((change) => itemsOf(change).map((item) => ({ item, change })))
  // Two facts of different sources may be the same effect.
  return [...Map.groupBy(all, ({ item }) => JSON.stringify({ ...item, source: '' })).values()]
    .flatMap((same) => same.slice(0, 1).map(({ item }) => ({ ...item, objects: objectsOf(same.map((s) => s.change)) })))
    .sort((a, b) => weight(b) - weight(a) || b.objects - a.objects)
}

const lineOf = (changes: readonly FieldChange[]): Line => {
  const { verb, what, field } = changes[0] as FieldChange
  return {
    verb,
    what,
    field,
    values: counted(changes, ({ before, after }) => [{ before, after }]),
    objects: objectsOf(changes),
    kinds: sorted(changes.map(({ change }) => entityOf(change).kind)),
  }
}

/** Where all is about one app or cluster, its own name reads better than a placeholder. */
function named(changes: readonly FieldChange[]): (line: Line) => Line {
  const only = (key: 'app' | 'cluster') => {
    const [name = '', ...more] = new Set(changes.map(({ change }) => entityOf(change).location[key]))
    return more.length === 0 && name !== '' ? name : `<${key}>`
  }
  const [app, cluster] = [only('app'), only('cluster')]
  const name = (text: string): string => text.replaceAll('<app>', app).replaceAll('<cluster>', cluster)
  return (line) => ({
    ...line,
    field: name(line.field),
    values: line.values.map((value) => ({ ...value, before: name(value.before), after: name(value.after) })),
  })
}

/** Puts together what one group says; `lines` are the changes that are one line each. */
export function groupOf(lines: readonly (readonly FieldChange[])[], bump: Bump | undefined): ChangeGroup {
  const changes = lines.flat()
  const risks = counted(
    changes,
    (change) => change.risks,
    ({ level }) => levelWeight(level),
  )
  return {
    bump,
    lines: lines.map(lineOf).map(named(changes)),
    locations: sorted(changes.map(({ location }) => location)),
    objects: objectsOf(changes),
    effects: counted(
      // What a release does is what its image does.
      bump === undefined ? changes : changes.filter(isImage),
      (change) => change.effects,
      ({ kind }) => effectKinds.indexOf(kind),
    ),
    risks,
    level: risks[0]?.level ?? 'none',
    changes,
  }
}
