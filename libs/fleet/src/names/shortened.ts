import { createHash } from 'node:crypto'

/** Keeps apart names that would otherwise be one. */
export const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8)

/**
 * A name of at most so many characters: one that is longer ends with a hash of all of it, so that no two become one.
 */
export const shortened = (whole: string, most: number): string =>
  whole.length <= most ? whole : `${whole.slice(0, most - 9)}-${shortHash(whole)}`
