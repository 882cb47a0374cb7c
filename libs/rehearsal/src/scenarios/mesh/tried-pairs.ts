import { cause, joined, say, words, type AssertionCode, type Said, type TestContext } from '../shared/kit.ts'
import type { Reached } from './mesh.ts'

/** Whether one reaches another, and whether it is meant to. */
export interface Tried {
  readonly who: string
  readonly whom: string
  readonly meant: boolean
  readonly got: Reached
}

export function assertAsMeant(
  test: TestContext,
  says: string,
  tried: readonly Tried[],
  code?: AssertionCode,
  why: (one: Tried) => Said = () => '',
): void {
  if (tried.length === 0) return test.note(`nobody here to ask: ${says}`)
  const wrong = tried.filter(({ meant, got }) => got.well !== meant)
  const [through, refused] = [tried.filter(({ meant }) => meant), tried.filter(({ meant }) => !meant)]
  const how = [...new Set(refused.map(({ got }) => words(got.words).text))].join(', ')
  test.assert(
    says,
    wrong.length === 0,
    wrong.length === 0
      ? `${tried.length} pairs: ${through.length} through (${through.map(({ who, whom }) => `${who} to ${whom}`).join(', ') || 'none'}), ${refused.length} refused (${how || 'none'})`
      : joined(
          wrong.map((one) => {
            const { who, whom, meant, got } = one
            return say`${cause(meant ? 'not-reached' : 'reached', { who, whom })}: ${got.words}${why(one)}`
          }),
        ),
    code,
  )
}

/** In turn: a proxy's counts are read in between. */
export async function eachPair<T, U>(
  some: readonly T[],
  others: readonly U[],
  attempt: (one: T, other: U) => Promise<Tried | undefined>,
): Promise<readonly Tried[]> {
  const tried: Tried[] = []
  for (const one of some) {
    for (const other of others) {
      const result = await attempt(one, other)
      if (result !== undefined) tried.push(result)
    }
  }
  return tried
}
