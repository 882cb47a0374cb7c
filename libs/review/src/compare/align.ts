import { diffArrays } from 'diff'

/** One side is missing for what was added or removed. */
interface Pair {
  readonly before: number | undefined
  readonly after: number | undefined
}

/** With more edits, by position. */
const mostEdits = 400

/**
 * By text: the longest common part stays; what lies between is paired in order. Every member is in exactly one pair.
 */
export function align(a: string[], b: string[]): readonly Pair[] {
  const pairs: Pair[] = []
  let [i, j] = [0, 0]
  /** Before a member that stays. */
  const gap = (toA: number, toB: number): void => {
    while (i < toA || j < toB) pairs.push({ before: i < toA ? i++ : undefined, after: j < toB ? j++ : undefined })
  }
  let [toA, toB] = [0, 0]
  for (const { added, removed, count } of diffArrays(a, b, { maxEditLength: mostEdits }) ?? []) {
    if (added) toB += count
    else if (removed) toA += count
    else {
      gap(toA, toB)
      toA += count
      toB += count
      while (i < toA) pairs.push({ before: i++, after: j++ })
    }
  }
  gap(a.length, b.length)
  return pairs
}
