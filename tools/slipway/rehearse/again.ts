import type { Recording } from '@slipway/rehearsal'

/** A recording, what ended the play before it had one, or `undefined` when nothing fitted the scenario. */
export type Played = Recording | Error | undefined

/** More failures than this are no accident of a busy machine. */
export const mostAgain = 3

function failuresOf(played: Played): readonly string[] {
  if (played instanceof Error) return [played.message]
  return (played?.claims ?? []).filter(({ ok }) => !ok).map(({ says, got }) => `${says}: ${got}`)
}

/**
 * Plays what failed once more, one after the other; the second result replaces the first.
 * @returns a line for each, with what failed at first
 */
export async function playAgain(
  played: Played[],
  nameOf: (index: number) => string,
  play: (index: number) => Promise<Played>,
): Promise<readonly string[]> {
  const missed = [...played.keys()].filter((index) => failuresOf(played[index]).length > 0)
  if (missed.length > mostAgain) return []
  const lines: string[] = []
  for (const index of missed) {
    const first = failuresOf(played[index])
    played[index] = await play(index)
    const end = failuresOf(played[index]).length > 0 ? 'failed again' : 'passed'
    lines.push(`unsteady: ${nameOf(index)} ${end} when played once more, alone; at first: ${first.join(' | ')}`)
  }
  return lines
}
