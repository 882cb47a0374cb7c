import type { Delta } from '../compare/diff.ts'
import type { Effect } from '../effects/effect.ts'
import type { Entity } from '../changes/entity.ts'
import type { FleetFacts } from '../changes/fleet-facts.ts'
import type { Change } from '../compare/match.ts'
import type { Trees } from '../changes/trees.ts'

/** From what wants a look to what wants a reason. */
export const riskLevels = ['low', 'medium', 'high'] as const
export type RiskLevel = (typeof riskLevels)[number]

export interface Risk {
  readonly rule: string
  readonly level: RiskLevel
  /** Why, in a sentence's words. */
  readonly why: string
}

/** What a rule looks at: an object, or one changed field of it. */
export interface Danger {
  readonly change: Change
  /** Nothing when the object as a whole came, went or is another. */
  readonly delta: Delta | undefined
  /** The changed field's path in the pod template, when it is in one. */
  readonly pod: readonly string[] | undefined
  readonly effects: readonly Effect[]
  /** The object as it is now, or as it was when it is gone. */
  readonly entity: Entity
  readonly trees: Trees
  readonly fleet: FleetFacts
}

/** One rule: what it looks for, and why that is a risk. */
export interface RiskRule {
  readonly name: string
  readonly about: 'data' | 'outage' | 'exposure' | 'policy'
  readonly guards: string
  /** The level and why, or nothing. */
  readonly test: (danger: Danger) => readonly [RiskLevel, string] | undefined
}

export const rule = (name: string, about: RiskRule['about'], guards: string, test: RiskRule['test']): RiskRule => ({
  name,
  about,
  guards,
  test,
})

/** Whether an object went and is not kept. */
export const isGone = ({ change, effects }: Danger): boolean =>
  (change.after === undefined || change.renamed) && effects.some(({ kind }) => kind === 'delete')

/** `a Service`, `an Ingress`. */
export const article = (kind: string): string => (/^[AEIO]/.test(kind) ? 'an' : 'a')
