import type { Settings } from './settings.ts'

/**
 * Rehearses a bad release. Fails every n-th request instead of at random: of n requests the share fails to within one, so a canary's analysis
 * sees that share although few requests reach it.
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
