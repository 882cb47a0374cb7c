import type { Rejected, ReleaseFile } from '@slipway/spec'

/** What a release is, without what was said about it in a cluster. */
export type Release = Pick<ReleaseFile, 'digest' | 'version' | 'commit' | 'run'>

export const releaseOf = ({ digest, version, commit, run }: Release): Release => ({
  digest,
  version,
  ...(commit === undefined ? {} : { commit }),
  ...(run === undefined ? {} : { run }),
})

/** `1.4.0 (31e3e28365c0)`, or the digest alone where that is the version. */
export function releaseName({ version, digest }: Release): string {
  const short = digest.slice(7, 19)
  return version.includes(short) ? version : `${version} (${short})`
}

const jsonText = (value: object): string => `${JSON.stringify(value, null, 2)}\n`

/**
 * A release file's text: fields in one order, so that two texts of one release are the same. A hold stands right before the digest: a pull
 * request that changes the digest and was opened before the hold then conflicts with it instead of slipping past.
 */
export function releaseText({ hold, digest, version, commit, run, override }: ReleaseFile): string {
  const { reason, by, from } = hold ?? {}
  return jsonText({ hold: hold && { reason, by, from }, digest, version, commit, run, override })
}

/** The text of `rejected.json`, digests sorted. */
export const rejectedText = (rejected: Rejected): string =>
  jsonText(Object.fromEntries(Object.entries(rejected).sort(([a], [b]) => (a < b ? -1 : 1))))
