import type { Mutation } from './corpus.ts'
import { titleOf } from '../src/report/format-change.ts'
import { asText } from '../src/report/text.ts'
import { inputOf, review } from '../src/review.ts'

/** The error in the review of a mutation; `undefined` if it is right. */
export function misreported(
  { before, after, formatting, path }: Mutation,
  paths: readonly string[],
): string | undefined {
  const done = review(inputOf(before, after, { same: new Map(), paths }))
  if (formatting)
    return done.groups.length === 0 && done.issues.length === 0
      ? undefined
      : `writing alone is told as a change:\n${asText(done)}`
  const atoms = done.groups.flatMap((entry) => entry.changes)
  const told = atoms.filter(({ change }) => change.before?.path === path || change.after?.path === path)
  if (told.length === 0) return `not told:\n${asText(done)}`
  if (told.some(({ effects }) => effects.length === 0)) return `told without an effect:\n${asText(done)}`
  const text = asText(done)
  return done.groups.every((group) => text.includes(titleOf(group))) ? undefined : `no line of its own:\n${text}`
}

/**
 * Tries mutations until so many were judged.
 * @returns how many were judged, how many of these were only formatting, and what went wrong
 */
export function tryMutations(
  files: Mutation['before'],
  count: number,
  roll: () => number,
  mutate: (files: Mutation['before'], roll: () => number) => Mutation | undefined,
) {
  const paths = [...files.keys()]
  const wrong: string[] = []
  let [judged, formatting] = [0, 0]
  while (judged < count) {
    const mutation = mutate(files, roll)
    if (mutation === undefined) continue
    judged++
    if (mutation.formatting) formatting++
    const why = misreported(mutation, paths)
    if (why !== undefined) wrong.push(`${mutation.path}: ${mutation.what}\n${why}`)
  }
  return { judged, formatting, wrong }
}
