import { at } from '@slipway/kube'
import { same } from '../../compare/diff.ts'
import { isKind } from '../../read/kind.ts'
import type { Change } from '../../compare/match.ts'
import type { Entity } from '../../read/entity.ts'
import type { RiskLevel } from '../level.ts'
import { isGone, rule, type Danger, type Found, type RiskRule } from '../risk.ts'
import type { FieldCode } from './field-codes.ts'

type When = (was: unknown, is: unknown, danger: Danger) => boolean

/** A field that was said, and is not any more. */
export const unsaid: When = (was, is) => was !== undefined && is === undefined

/** A field that means harm when its value becomes another. */
interface FieldRow {
  readonly code: FieldCode
  readonly level: RiskLevel
  readonly kinds: string
  /** Field by field; nothing in lists. */
  readonly path: readonly string[]
  readonly when: When
  /** Whether an object that is added counts, too. */
  readonly fresh: boolean
}

/**
 * A row of a table of fields.
 * @param path fields with dots between them
 * @param when by default any other value
 */
export const field = (
  code: FieldCode,
  level: RiskLevel,
  kinds: string,
  path: string,
  when: When = () => true,
  fresh = false,
): FieldRow => ({ code, level, kinds, path: path.split('.'), when, fresh })

const touches = (steps: readonly string[], path: readonly string[]): boolean =>
  path.every((step, i) => i >= steps.length || steps[i] === step)

/**
 * A rule of fields: the first row that fits a changed field counts, with what the field says before and afterwards,
 * absence included.
 */
export const fieldRule = <const N extends string>(
  name: N,
  about: RiskRule['about'],
  guards: string,
  rows: readonly FieldRow[],
): RiskRule<N> => {
  // Once for an object: ten thousand of its fields may differ.
  const known = new WeakMap<Change, Map<FieldRow, boolean>>()
  return rule(name, about, guards, (danger) => {
    const { entity, delta, change } = danger
    const { before, after } = change
    if (after === undefined || (delta === undefined && before !== undefined)) return undefined
    const judged = known.get(change) ?? new Map<FieldRow, boolean>()
    known.set(change, judged)
    for (const row of rows) {
      const { code, level, kinds, path, when, fresh } = row
      if (delta === undefined ? !fresh : !touches(delta.steps, path)) continue
      if (!isKind(entity, kinds)) continue
      const [was, is] = [at(before?.value, ...path), at(after.value, ...path)]
      // A `when` that names its third parameter asks which field changed: its answer is of that field alone.
      const asksField = when.length > 2
      // A difference below the field needs no look at all of a large one.
      const differs = () => (delta !== undefined && delta.steps.length >= path.length) || !same(was, is)
      const fits = judged.get(row) ?? (differs() && (asksField || when(was, is, danger)))
      judged.set(row, fits)
      if (!fits || (asksField && !when(was, is, danger))) continue
      return [level, code] as unknown as Found
    }
    return undefined
  })
}

/** An object whose end takes something along, or leaves something behind. */
interface EndRow {
  readonly code: FieldCode
  readonly level: RiskLevel
  readonly kinds: string
  readonly when: (gone: Entity, danger: Danger) => boolean
}
export const end = (code: FieldCode, level: RiskLevel, kinds: string, when: EndRow['when'] = () => true): EndRow => ({
  code,
  level,
  kinds,
  when,
})

/** A rule of ends: the first row that fits an object that leaves the cluster. */
export const endRule = <const N extends string>(
  name: N,
  about: RiskRule['about'],
  guards: string,
  rows: readonly EndRow[],
): RiskRule<N> =>
  rule(name, about, guards, (danger) => {
    if (!isGone(danger)) return undefined
    const gone = danger.change.before ?? danger.entity
    const row = rows.find(({ kinds, when }) => isKind(gone, kinds) && when(gone, danger))
    return row && ([row.level, row.code] as unknown as Found)
  })
