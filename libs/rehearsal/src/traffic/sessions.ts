import { inOrder } from './answers.ts'
import type { Answer } from './load.ts'

interface Repeat {
  readonly answer: Answer
  readonly pod: string
  readonly before: string
}

/** In the order of sending; unanswered ones are left out. */
export function repeats(answers: readonly Answer[]): readonly Repeat[] {
  const pods = new Map<number, string>()
  return inOrder(answers).flatMap((answer) => {
    const { session, pod } = answer
    if (pod === undefined) return []
    const before = pods.get(session)
    pods.set(session, pod)
    return before === undefined ? [] : [{ answer, pod, before }]
  })
}

export const kept = (list: readonly Repeat[]): number => list.filter(({ pod, before }) => pod === before).length

/** The last pod of each session. */
export function podsOf(answers: readonly Answer[]): ReadonlyMap<number, string> {
  return new Map(inOrder(answers).flatMap(({ session, pod }) => (pod === undefined ? [] : [[session, pod] as const])))
}

export interface Moves {
  readonly sessions: number
  /** From a pod that is gone. */
  readonly left: number
  /** To a new pod. */
  readonly joined: number
  /** Between two pods that stayed. */
  readonly swapped: number
}

export const moved = ({ left, joined, swapped }: Moves): number => left + joined + swapped

export function moves(before: ReadonlyMap<number, string>, after: ReadonlyMap<number, string>): Moves {
  const [were, are] = [new Set(before.values()), new Set(after.values())]
  const both = [...before].flatMap(([session, from]) => {
    const to = after.get(session)
    return to === undefined ? [] : [{ from, to }]
  })
  const other = both.filter(({ from, to }) => from !== to)
  const gone = other.filter(({ from }) => !are.has(from))
  const joined = other.filter(({ from, to }) => are.has(from) && !were.has(to))
  return {
    sessions: both.length,
    left: gone.length,
    joined: joined.length,
    swapped: other.length - gone.length - joined.length,
  }
}
