/** One expression and nothing else; a line break after it is something else. */
const whole = /^\$\{\{(?:(?!\}\}).)*\}\}$/s

/** Text beside an expression is a text, and no text but the empty one is false (docs.github.com, "Evaluate expressions"). */
const isAlwaysTrue = (condition: string): boolean => condition.includes('${{') && !whole.test(condition)

/** Whoever pushed last, or opened it again, is the actor; a branch of a bot may have commits of others. */
const asksBot =
  /github\.(?:triggering_)?actor\s*==\s*'[^']*\[bot\]'|'[^']*\[bot\]'\s*==\s*github\.(?:triggering_)?actor\b/

/** A text in which what comes from outside is only looked for: `contains('main develop', github.ref_name)`. */
const looksWithin = /\bcontains\(\s*'[^']*'\s*,\s*(?:github\.(?:\w+_)?(?:ref|ref_name|actor|event)\b|inputs\.|env\.)/

/** Whether an `if` says less than it seems to. @param hasPower whether the job has a right, or strangers start it */
export const isUnsound = (condition: unknown, hasPower: boolean): boolean =>
  typeof condition === 'string' &&
  (isAlwaysTrue(condition) || looksWithin.test(condition) || (hasPower && asksBot.test(condition)))
