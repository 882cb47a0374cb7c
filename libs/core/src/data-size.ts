/**
 * The most values of one file, by whether it is an app's spec or the fleet's data. A spec of 400 lines has some
 * hundreds.
 */
export const mostValues = { app: 5000, fleet: 20_000 } as const
const deepest = 60

export interface SizeProblem {
  readonly got: string
  readonly want: string
}

export const tooDeep: SizeProblem = {
  got: `values more than ${deepest} levels deep`,
  want: `values at most ${deepest} levels deep`,
}

export const tooMany = (most: number): SizeProblem => ({
  got: `more than ${most.toLocaleString('en')} values`,
  want: `at most ${most.toLocaleString('en')} values`,
})

/**
 * Checks that data is small enough to be validated: each value has a rule or more, and each problem a sentence.
 * @param most how many values it may have, lists and maps included
 */
export function sizeProblem(value: unknown, most: number): SizeProblem | undefined {
  let count = 0
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth++) {
    count += level.length
    if (count > most) return tooMany(most)
    if (depth > deepest) return tooDeep
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []))
  }
  return undefined
}
