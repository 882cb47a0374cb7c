import type { Settings } from './settings.ts'

/**
 * Rehearses a bad release. Every n-th request fails, not a random one, so a canary's analysis sees the share within
 * few requests.
 * @returns what happens to the next request; `delay` in milliseconds
 */
export function faultSwitch({ faultErrors, faultLatency }: Pick<Settings, 'faultErrors' | 'faultLatency'>) {
  let count = 0
  const due = () => Math.floor(count * faultErrors + 1e-9)
  return () => {
    const before = due()
    count += 1
    return { fail: due() > before, delay: faultLatency }
  }
}
