import { distance } from 'fastest-levenshtein'

const letters = (word: string): string => [...word].sort().join('')

/** Edit distance; ignores case, counts swapped letters once. */
function apart(word: string, other: string): number {
  const [a, b] = [word.toLowerCase(), other.toLowerCase()]
  if (a === b) return 0
  return letters(a) === letters(b) ? 1 : distance(a, b)
}

const near = (word: string, other: string, far: number): boolean =>
  far <= Math.max(1, Math.floor(Math.max(word.length, other.length) / 3)) ||
  (word.length >= 3 && other.startsWith(word.toLowerCase()))

const bare = (word: string): string => word.replaceAll(/\d+/g, '')
/**
 * Of versions (`postgres-15`, `postgres-17`) the newest; others by the alphabet, in which their numbers do not count.
 */
const newer = (a: string, b: string): number =>
  bare(a) === bare(b) ? b.localeCompare(a, 'en', { numeric: true }) : bare(a) < bare(b) ? -1 : 1

/** The nearest first; on a tie, the newest version, or the first by the alphabet. */
const ranked = (word: string, candidates: readonly string[]) =>
  candidates
    .map((other) => ({ other, far: word === other ? -1 : apart(word, other) }))
    .sort((a, b) => a.far - b.far || newer(a.other, b.other))

/** At most a third of its letters differ, or the word is a prefix (`mem`). */
export const nearest = (word: string, candidates: readonly string[]): string | undefined =>
  ranked(word, candidates).find(({ other, far }) => near(word, other, far))?.other

/** The nearest first. */
export const byNearness = (word: string, candidates: readonly string[]): readonly string[] =>
  ranked(word, candidates).map(({ other }) => other)

export function suggestion(word: string, candidates: readonly string[]): string {
  const best = nearest(word, candidates)
  if (best !== undefined) return `did you mean "${best}"?`
  if (candidates.length === 0) return 'there is none yet'
  const sorted = [...candidates].sort()
  return sorted.length <= 12
    ? `use one of: ${sorted.join(', ')}`
    : `use one of ${sorted.length}, such as ${sorted.slice(0, 6).join(', ')}`
}
