import { setTimeout as sleep } from 'node:timers/promises'

export interface PollOptions {
  /** What is waited for, as the end of "waited 10 s for ...". */
  readonly what: string
  /** Seconds. */
  readonly within: number
  /** Milliseconds between two looks; without it 200: more looks would take the controllers the time that they are waited for. */
  readonly every?: number
  readonly signal?: AbortSignal | undefined
}

/** What did not happen in time; `seen` is the last thing that was seen instead. */
export class PollTimeout extends Error {
  readonly seen: string
  constructor(what: string, within: number, seen: string) {
    super(`waited ${within} s for ${what}${seen === '' ? '' : `; last seen: ${seen}`}`)
    this.seen = seen
  }
}

/** What cannot come to be any more: waiting is over at once. */
export class Never extends Error {}

/**
 * Looks until there is something to be seen.
 * @param look gives what was waited for; or nothing, or a sentence about what there is instead in `not()`
 * @throws TooLate after `within` seconds; what `look` throws counts as not yet
 */
export async function poll<T>(
  look: () => Promise<T | Pending | undefined> | T | Pending | undefined,
  patience: PollOptions,
): Promise<T> {
  const end = Date.now() + patience.within * 1000
  let seen = ''
  for (;;) {
    patience.signal?.throwIfAborted()
    try {
      const found = await look()
      if (found instanceof Pending) seen = found.seen
      else if (found !== undefined) return found
    } catch (error) {
      if (error instanceof Never) throw error
      seen = (error as Error).message
    }
    if (Date.now() > end) throw new PollTimeout(patience.what, patience.within, seen)
    await sleep(patience.every ?? 200, undefined, patience.signal === undefined ? {} : { signal: patience.signal })
  }
}

export class Pending {
  readonly seen: string
  constructor(seen: string) {
    this.seen = seen
  }
}

/** Not what was waited for, but this. */
export const pending = (seen: string): Pending => new Pending(seen)
