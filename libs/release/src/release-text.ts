import type { Rejected, ReleaseFile } from '@slipway/spec'

/**
 * A hold stands first, right before the digest: a pull request that changes the digest and was opened before the hold then conflicts with
 * it instead of slipping past.
 */
const order = ['hold', 'digest', 'version', 'commit', 'run', 'override'] as const

/** A release file's text: fields in one order, one a line, so that two texts of one release are the same. */
export function releaseText(release: ReleaseFile): string {
  const fields = order.flatMap((key): [string, string][] => {
    const value = release[key]
    return value === undefined ? [] : [[key, value]]
  })
  return `${JSON.stringify(Object.fromEntries(fields), null, 2)}\n`
}

/** The text of `rejected.json`, digests sorted. */
export const rejectedText = (rejected: Rejected): string =>
  `${JSON.stringify(Object.fromEntries(Object.entries(rejected).sort(([a], [b]) => (a < b ? -1 : 1))), null, 2)}\n`
