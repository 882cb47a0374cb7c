import type { Outcome } from '@slipway/core'
import { factText, noteText, nothingText, titleOf } from '../src/sentences.ts'
import type { Decision, Step } from '../src/steps/step.ts'

/** The step that was decided. */
export function stepOf(decided: Outcome<Decision>): Step {
  if (!decided.ok || !('step' in decided.value)) throw new Error(JSON.stringify(decided))
  return decided.value.step
}

/** Why there is nothing to do, as people read it; empty when there is something. */
export const undone = (decided: Outcome<Decision>): string =>
  decided.ok && 'nothing' in decided.value ? nothingText(decided.value.nothing) : ''

/** What people read of a step. */
export const told = (step: Step) => ({
  title: titleOf(step),
  facts: step.facts.map(factText),
  notes: step.notes.map(noteText),
})
