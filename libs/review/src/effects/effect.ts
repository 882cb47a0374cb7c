import type { Trees } from '../changes/trees.ts'
import type { Delta } from '../compare/diff.ts'
import type { Change } from '../compare/match.ts'
import { pattern, type Pattern } from '../compare/pattern.ts'

/** What the controllers will do, from what nobody notices to what cannot be undone. `later`: nothing now, but the next time that ... */
export const effectKinds = [
  'nothing',
  'metadata',
  'config',
  'later',
  'kept',
  'create',
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

/** The word for each, where people read it. */
export const effectWords: Readonly<Record<EffectKind, string>> = {
  nothing: 'nothing',
  metadata: 'metadata only',
  config: 'configuration',
  later: 'later',
  kept: 'kept',
  create: 'created',
  scale: 'scale',
  nodes: 'nodes',
  traffic: 'traffic',
  restart: 'rolling restart',
  canary: 'canary',
  identity: 'identity',
  security: 'security',
  recreate: 'deleted and made anew',
  refused: 'refused',
  delete: 'deleted',
  unknown: 'not known',
}

export interface Effect {
  readonly kind: EffectKind
  readonly text: string
  /** Where the fact comes from. */
  readonly source: string
}

/** What a row may ask about. */
export interface Facts {
  readonly change: Change
  readonly delta: Delta
  readonly trees: Trees
}

export interface EffectRow {
  /** Kinds, or none for every kind. */
  readonly kinds: readonly string[]
  readonly at: Pattern
  readonly when: (facts: Facts) => boolean
  readonly effect: EffectKind
  readonly text: (facts: Facts) => string
  readonly source: string
}

const always = (): boolean => true

/**
 * A row of the table.
 * @param kinds names with blanks between them, or `*`
 * @param at a pattern of paths; see pattern.ts
 */
export const row = (
  kinds: string,
  at: string,
  effect: EffectKind,
  text: string | EffectRow['text'],
  source: string,
  when: EffectRow['when'] = always,
): EffectRow => ({
  kinds: kinds === '*' ? [] : kinds.split(' '),
  at: pattern(at),
  when,
  effect,
  text: typeof text === 'string' ? () => text : text,
  source,
})
