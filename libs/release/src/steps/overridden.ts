import type { Step } from './step.ts'

/** `check` asks the release file why an image came past an environment (unpromoted.ts), so the reason is written there. */
export const overridden = (step: Step, environments: readonly string[], override: string): Step => ({
  ...step,
  changes: step.changes.map((change) => ({ ...change, to: { ...change.to, override } })),
  facts: [...step.facts, ['environments-passed', { environments, override }]],
  notes: step.notes.filter(([code]) => code !== 'override-unused'),
})
