import type { ReleaseChange, Step } from './step.ts'

const withOverride = (changes: readonly ReleaseChange[], override: string): readonly ReleaseChange[] =>
  changes.map((change) => ({ ...change, to: { ...change.to, override } }))

/**
 * `check` asks the release file why an image came past an environment (unpromoted.ts), so the reason is written there.
 */
export const overridden = (step: Step, environments: readonly string[], override: string): Step => ({
  ...step,
  changes: withOverride(step.changes, override),
  ...(step.along === undefined
    ? {}
    : { along: step.along.map((one) => ({ ...one, changes: withOverride(one.changes, override) })) }),
  facts: [...step.facts, ['environments-passed', { environments, override }]],
  notes: step.notes.filter(([code]) => code !== 'override-unused'),
})
