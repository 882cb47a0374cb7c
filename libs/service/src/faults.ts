import type { Settings } from './settings.ts'

/** What is to go wrong with one request. */
export interface Fault {
  readonly fail: boolean
  /** Milliseconds to wait first. */
  readonly delay: number
}

/**
 * The fault switch, for rehearsing a bad release. Errors are spread evenly and not by dice: of n requests, the share fails to within one,
 * so a canary's analysis sees the share that was asked for although few requests reach it.
 */
export function faultSwitch({
  faultErrors,
  faultLatency,
}: Pick<Settings, 'faultErrors' | 'faultLatency'>): () => Fault {
  let count = 0
  const due = (n: number) => Math.floor(n * faultErrors + 1e-9)
  return () => {
    count += 1
    return { fail: due(count) > due(count - 1), delay: faultLatency }
  }
}
