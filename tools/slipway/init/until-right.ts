import type { Issue, Outcome } from '@slipway/core'
import type { AnswerFlags } from './answers.ts'

/**
 * Asks again for what was typed wrong, and keeps the other answers.
 * @param given by options: these are not asked for, so what is wrong in them ends it
 * @param tell says what is wrong before it is asked again
 * @returns `undefined` when the person gave up
 */
export async function untilRight<T>(
  given: AnswerFlags,
  ask: (known: AnswerFlags) => Promise<AnswerFlags | undefined>,
  judge: (answers: AnswerFlags) => Promise<Outcome<T>>,
  tell: (issues: readonly Issue[]) => void,
): Promise<Outcome<T> | undefined> {
  let known = given
  for (;;) {
    const answers = await ask(known)
    if (answers === undefined) return undefined
    const result = await judge(answers)
    if (result.ok) return result
    const wrong = new Set(result.issues.map(({ file }) => file.replace(/^--/, '')))
    const asked = Object.keys(answers).filter((key) => !isGiven(given, key))
    if (![...wrong].every((key) => asked.includes(key))) return result
    tell(result.issues)
    known = Object.fromEntries(Object.entries(answers).filter(([key]) => !wrong.has(key)))
  }
}

const isGiven = (given: AnswerFlags, key: string): boolean => given[key as keyof AnswerFlags] !== undefined
