import type { Edition, Fleet } from '@slipway/fleet'
import type { MergedSpec, ReleaseFile } from '@slipway/spec'

/** The edition of an app in a cluster: from its release file there, else its spec, else the fleet. */
export interface EditionChoice {
  readonly edition: Edition
  readonly by: 'release' | 'spec' | 'fleet'
}

export function editionOf(
  release: Pick<ReleaseFile, 'edition'> | undefined,
  spec: Pick<MergedSpec, 'edition'> | undefined,
  fleet: Pick<Fleet, 'edition'>,
): EditionChoice {
  if (release?.edition !== undefined) return { edition: release.edition, by: 'release' }
  if (spec?.edition !== undefined) return { edition: spec.edition, by: 'spec' }
  return { edition: fleet.edition, by: 'fleet' }
}
