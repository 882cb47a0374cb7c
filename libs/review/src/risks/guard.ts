import type { Delta } from '../compare/diff.ts'
import type { Change } from '../compare/match.ts'
import { isKind } from '../read/kind.ts'
import { pattern } from '../compare/pattern.ts'
import type { Entity } from '../read/entity.ts'
import type { Index, Trees } from '../read/trees.ts'
import { uncovered, type Opening } from './covers.ts'
import type { RiskLevel } from './level.ts'
import { isInNewNamespace } from './new-namespace.ts'
import { rule, type Found, type GuardCode, type RiskRule } from './risk.ts'

/** The openings or closings of an object in its tree, its defaults included. */
type Openings = (entity: Entity, tree: Index) => readonly Opening[]

interface GuardRow {
  readonly code: GuardCode
  /** Kinds as `isKind` reads them, or `*`. */
  readonly kinds: string
  /** The fields that it reads: the lines where the risk stands. */
  readonly at: string
  /** The level, or a function of what is open now and was before. */
  readonly level: RiskLevel | ((now: readonly Opening[], before: readonly Opening[]) => RiskLevel)
  /** Instead, in a namespace that comes with the change: nothing ran there that this could stop. */
  readonly inNewNamespace?: RiskLevel
  readonly opens?: Openings
  readonly closes?: Openings
  /** Openings of new objects by default; without it, added objects are no risk. */
  readonly fresh?: (after: Entity, before: Entity | undefined, tree: Index) => readonly Opening[]
  /** How many parts of an opening a reader sees; the others only tell openings apart. */
  readonly shown?: number
}

/** No opening by default. */
export const nothing = (): readonly Opening[] => []

function judge({ opens, closes, fresh, ...row }: GuardRow, { before, after }: Change, trees: Trees): Found | undefined {
  const of = (openings: Openings | undefined, entity: Entity | undefined, tree: Index) =>
    (entity === undefined ? undefined : openings?.(entity, tree)) ?? []
  const [open, closed] = [of(opens, before, trees.before), of(closes, before, trees.before)]
  const anyway = after === undefined ? [] : (fresh?.(after, before, trees.after) ?? [])
  const now = [
    ...uncovered(of(opens, after, trees.after), [...open, ...anyway]),
    ...uncovered(closed, of(closes, after, trees.after)),
  ]
  if (now.length === 0) return undefined
  const alone = row.inNewNamespace !== undefined && after !== undefined && isInNewNamespace(after, trees)
  const usual = typeof row.level === 'function' ? row.level(now, [...open, ...closed]) : row.level
  const level = alone ? row.inNewNamespace : usual
  return [level, row.code, now.map((one) => one.slice(0, row.shown))] as unknown as Found
}

/**
 * A rule that judges what holds before and afterwards, not which words of an object changed. Its risk stands at the
 * changed fields that it reads, and at the first one where a change elsewhere opened something.
 */
export function guard<const N extends string>(
  name: N,
  about: RiskRule['about'],
  guards: string,
  row: GuardRow,
): RiskRule<N> {
  const reads = pattern(row.at)
  const known = new WeakMap<Change, Found | 'none'>()
  const places = new WeakMap<Change, ReadonlySet<Delta>>()
  // Looked up once for an object: it may have ten thousand fields that differ.
  const placesOf = (change: Change): ReadonlySet<Delta> => {
    const known = places.get(change)
    if (known !== undefined) return known
    const mine = change.deltas.filter(({ steps }) => reads(steps))
    const found = new Set(mine.length > 0 ? mine : change.deltas.slice(0, 1))
    places.set(change, found)
    return found
  }
  return rule(name, about, guards, ({ change, delta, entity, trees }) => {
    if ((row.kinds !== '*' && !isKind(entity, row.kinds)) || change.after === undefined) return undefined
    if (delta === undefined) {
      if (row.fresh === undefined || change.before !== undefined) return undefined
    } else if (!placesOf(change).has(delta)) return undefined
    const found = known.get(change) ?? judge(row, change, trees) ?? 'none'
    known.set(change, found)
    return found === 'none' ? undefined : found
  })
}
