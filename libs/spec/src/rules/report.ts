import { show, type Issue } from '@slipway/core'

/**
 * How a rule tells what it found.
 * @param got a value to be shown, or `words`
 * @param needs fields that the rule concludes from; where one was given but is not sound, the rule keeps quiet
 */
export type Report = (
  at: string,
  code: string,
  got: unknown,
  want: string,
  hint: string,
  ...needs: readonly string[]
) => void

/** Words that stand for a value that must not be repeated, such as a secret. */
export const words = (text: string) => ({ words: text })

const spoken = (got: unknown): string => {
  if (typeof got === 'object' && got !== null && 'words' in got && typeof got.words === 'string') return got.words
  return show(got)
}

/** A report that puts issues of a file on a list. */
export const reportTo =
  (issues: Issue[], file: string, wrong: (field: string) => boolean): Report =>
  (at, code, got, want, hint, ...needs) => {
    if (!needs.some(wrong)) issues.push({ file, at, code, got: spoken(got), want, hint })
  }
