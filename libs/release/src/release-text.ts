import type { Rejected, ReleaseFile } from '@slipway/spec'

export type Release = Pick<ReleaseFile, 'digest' | 'version' | 'commit' | 'run'>

export const releaseOf = ({ digest, version, commit, run }: Release): Release => ({
  digest,
  version,
  ...(commit === undefined ? {} : { commit }),
  ...(run === undefined ? {} : { run }),
})

/** The edition of the app in a cluster, which a new release keeps. */
export const editionIn = (release: Pick<ReleaseFile, 'edition'> | undefined): Pick<ReleaseFile, 'edition'> =>
  release?.edition === undefined ? {} : { edition: release.edition }

/** `1.4.0 (31e3e28365c0)`, or the digest alone where that is the version. */
export function releaseName({ version, digest }: Release): string {
  const short = digest.slice(7, 19)
  return version.includes(short) ? version : `${version} (${short})`
}

const jsonText = (value: object): string => `${JSON.stringify(value, null, 2)}\n`

/**
 * Fields in one order. A hold stands right before the digest, so that an earlier pull request that changes the digest
 * conflicts with it.
 */
export function releaseText({ edition, hold, digest, version, commit, run, restored, override }: ReleaseFile): string {
  const { reason, by, from } = hold ?? {}
  return jsonText({ edition, hold: hold && { reason, by, from }, digest, version, commit, run, restored, override })
}

export const rejectedText = (rejected: Rejected): string =>
  jsonText(Object.fromEntries(Object.entries(rejected).sort(([a], [b]) => (a < b ? -1 : 1))))
