import type { Answer } from './load.ts'

/** One request of a session that had been answered before. */
export interface Repeat {
  readonly answer: Answer
  readonly pod: string
  /** The pod that answered the session's request before. */
  readonly before: string
}

/** In the order in which requests were sent, whatever the order of their answers. What no pod answered is left out. */
export function repeats(answers: readonly Answer[]): readonly Repeat[] {
  const pods = new Map<number, string>()
  return [...answers]
    .sort((one, other) => one.at - other.at)
    .flatMap((answer) => {
      const { session, pod } = answer
      if (pod === undefined) return []
      const before = pods.get(session)
      pods.set(session, pod)
      return before === undefined ? [] : [{ answer, pod, before }]
    })
}

/** How many of some repeats came to the same pod again. */
export const kept = (list: readonly Repeat[]): number => list.filter(({ pod, before }) => pod === before).length

/** The pod that answered each session last. */
export function podsOf(answers: readonly Answer[]): ReadonlyMap<number, string> {
  return new Map(
    [...answers]
      .sort((one, other) => one.at - other.at)
      .flatMap(({ session, pod }) => (pod === undefined ? [] : [[session, pod] as const])),
  )
}

/** What became of sessions when the pods behind them changed. */
export interface Moves {
  /** Sessions that were seen before and after. */
  readonly sessions: number
  /** Those that were on a pod that is gone. */
  readonly left: number
  /** Those that went to a pod that is new. */
  readonly joined: number
  /** Those that went from one pod to another though both were there before and after. */
  readonly swapped: number
}

export const moved = ({ left, joined, swapped }: Moves): number => left + joined + swapped

/** @param before the pod of each session before; @param after the same after it */
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
