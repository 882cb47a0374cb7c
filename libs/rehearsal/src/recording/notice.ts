import type { Assertion, AssertionCode } from './recording.ts'
import { isCause, type ExpectedCause } from './words.ts'

/** How a negative control must be noticed: the failed assertion and its causes. */
export interface Notice {
  readonly noticedBy?: AssertionCode
  readonly causes?: readonly ExpectedCause[]
}

export const isNoticed = (
  { ok, code, causes = [] }: Assertion,
  { noticedBy = code, causes: expected = [] }: Notice,
): boolean => !ok && noticedBy === code && expected.every((each) => causes.some((found) => isCause(found, each)))
