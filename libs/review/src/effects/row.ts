import type { Delta } from '../compare/diff.ts'
import type { Change } from '../compare/match.ts'
import { pattern, type Pattern } from '../compare/pattern.ts'
import type { Trees } from '../read/trees.ts'

/** The controllers' reactions, from unnoticed to irreversible. `later`: at the next release, drain or run. */
export const effectKinds = [
  'nothing',
  'metadata',
  'config',
  'later',
  'kept',
  'create',
  'run',
  'scale',
  'nodes',
  'traffic',
  'restart',
  'canary',
  'identity',
  'security',
  'recreate',
  'refused',
  'delete',
  'unknown',
] as const
export type EffectKind = (typeof effectKinds)[number]

/** The facts that a row may ask about. */
export interface Facts {
  readonly change: Change
  readonly delta: Delta
  readonly trees: Trees
}

/** A value that was another one. */
export interface Values {
  readonly before: unknown
  readonly after: unknown
}

/** An effect of a changed field. `C` is its code, `D` the data of its sentence. */
export interface EffectRow<C extends string = string, D = unknown> {
  readonly code: C
  /** Kinds, or none for every kind. */
  readonly kinds: readonly string[]
  readonly at: Pattern
  /** The same as people read it. */
  readonly path: string
  readonly effect: EffectKind
  /** The source of the fact. */
  readonly source: string
  readonly when: (facts: Facts) => boolean
  readonly data: (facts: Facts) => D
}

/**
 * A row of the table.
 * @param kinds names with blanks between them, or `*`
 * @param at a pattern of paths; see pattern.ts
 */
export const row = <C extends string, D = undefined>(
  code: C,
  kinds: string,
  at: string,
  effect: EffectKind,
  source: string,
  more: { readonly when?: (facts: Facts) => boolean; readonly data?: (facts: Facts) => D } = {},
): EffectRow<C, D> => ({
  code,
  kinds: kinds === '*' ? [] : kinds.split(' '),
  at: pattern(at),
  path: at,
  effect,
  source,
  when: more.when ?? (() => true),
  data: more.data ?? (() => undefined as D),
})

export const valuesOf = ({ delta: { before, after } }: Facts): Values => ({ before, after })
export const kindOf = ({ change: { before, after } }: Facts): string => (after ?? before)?.kind ?? ''
/** Whether a scaler owns the number of pods in the new tree. */
export const isScaled = ({ change, trees }: Facts): boolean =>
  change.after !== undefined && trees.after.scalerOf(change.after) !== undefined

/** The address of a source that many rows share. */
export const kubernetes = (page: string): string => `https://kubernetes.io/docs/${page}/`
