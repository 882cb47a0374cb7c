import { createHash } from 'node:crypto'

/** A name of at most so many characters: one that is longer ends with a hash of all of it, so that no two become one. */
export const shortened = (whole: string, most: number): string =>
  whole.length <= most
    ? whole
    : `${whole.slice(0, most - 9)}-${createHash('sha256').update(whole).digest('hex').slice(0, 8)}`
