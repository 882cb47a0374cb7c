import { setTimeout as sleep } from 'node:timers/promises'
import { words, type Said, type Words } from '../recording/words.ts'

export type Look<T> =
  | { readonly state: 'pending' | 'never'; readonly found: Words }
  | { readonly state: 'seen'; readonly value: T }

export const pending = (found: Said = ''): Look<never> => ({ state: 'pending', found: words(found) })
export const never = (found: Said): Look<never> => ({ state: 'never', found: words(found) })
export const seen = <T>(value: T): Look<T> => ({ state: 'seen', value })
export const seenIf = (ok: boolean, found: Said): Look<Said> => (ok ? seen(found) : pending(found))

/** Seen when nothing is left to wait for. */
export const none = (waiting: readonly string[]): Look<true> =>
  waiting.length === 0 ? seen(true) : pending(waiting.join(', '))

interface PollOptions {
  readonly what: string
  /** Seconds. */
  readonly within: number
  /** Milliseconds between two looks; more would cost the controllers time. @default 200 */
  readonly every?: number
  readonly signal?: AbortSignal | undefined
}

export class PollTimeout extends Error {
  readonly found: Words
  constructor(what: string, within: number, found: Words) {
    super(`waited ${within} s for ${what}${found.text === '' ? '' : `; last seen: ${found.text}`}`)
    this.found = found
  }
}

export class NeverSeen extends Error {
  readonly found: Words
  constructor(found: Words) {
    super(found.text)
    this.found = found
  }
}

/** Looks until seen. An error of `look` counts as pending. @throws PollTimeout, NeverSeen */
export async function poll<T>(
  look: () => Promise<Look<T>> | Look<T>,
  { what, within, every = 200, signal }: PollOptions,
): Promise<T> {
  const end = Date.now() + within * 1000
  let found = words('')
  for (;;) {
    signal?.throwIfAborted()
    const now = await Promise.resolve()
      .then(look)
      .catch((error: unknown) => pending((error as Error).message))
    if (now.state === 'seen') return now.value
    if (now.state === 'never') throw new NeverSeen(now.found)
    found = now.found
    if (Date.now() > end) throw new PollTimeout(what, within, found)
    await sleep(every, undefined, signal === undefined ? {} : { signal })
  }
}
