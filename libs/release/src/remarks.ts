import type { Issue, Said } from '@slipway/core'
import type { Edition } from '@slipway/fleet'
import type { Hold } from '@slipway/spec'
import type { Release } from './release-text.ts'

interface Overridden {
  readonly override: string
}
interface InCluster {
  readonly cluster: string
}
interface OfApp {
  readonly app: string
}

/** It stands in the commit. */
export interface FactData {
  readonly digest: string
  readonly source: string
  readonly run: string
  readonly reason: string
  readonly edition: { readonly from: Edition; readonly to: Edition }
  readonly 'promoted-from': string
  readonly 'as-in': string
  readonly 'image-of': string
  /** Other apps of the image, which move with its own. */
  readonly along: readonly string[]
  readonly 'freeze-overridden': Overridden & { readonly freeze: string; readonly environment: string }
  readonly 'environments-passed': Overridden & { readonly environments: readonly string[] }
  readonly 'bytes-overridden': Overridden & { readonly files: number }
  readonly 'as-then': InCluster & { readonly commit: string; readonly release: Release }
  readonly 'was-held': InCluster & { readonly hold: Hold }
}
export type Fact = Said<FactData>

export interface Difference {
  readonly path: string
  readonly at: string
  /** Now. */
  readonly got: string
  /** Then. */
  readonly want: string
}

export const headline = ({ at, got, want }: Difference): string => `${at === '' ? '' : `${at}: `}${got}, not ${want}`

interface OtherPull {
  readonly branch: string
  readonly clusters: readonly string[]
}

export interface NoteData {
  readonly 'later-wave': { readonly clusters: readonly string[]; readonly verb: string }
  readonly 'later-edition': readonly string[]
  readonly 'not-there': OfApp & { readonly clusters: readonly string[] }
  readonly 'not-between': OfApp & { readonly environments: readonly string[] }
  readonly 'override-unused': undefined
  readonly 'spec-of-today': string
  readonly 'not-then': OfApp & InCluster
  readonly 'not-restored': OfApp & InCluster
  readonly 'held-before': InCluster & { readonly hold: Hold }
  readonly 'spec-kept': string
  readonly 'still-running': readonly string[]
  readonly 'roll-back': OfApp & InCluster
  readonly 'others-stay': readonly string[]
  readonly 'caller-gone': string
  readonly 'caller-stays': string
  readonly 'comment-differs': string
  readonly 'no-migration': string
  readonly 'more-files': number
  readonly 'same-bytes': { readonly same: number; readonly of: number; readonly commit: string }
  readonly 'file-differs': Difference
  readonly 'pull-closed': OtherPull & { readonly url: string }
  readonly 'pull-open': OtherPull
}
export type Note = Said<NoteData>

export interface NothingData {
  readonly 'there-already': OfApp & { readonly target: string; readonly release: Release }
  readonly 'moves-with': OfApp & { readonly of: string }
  readonly 'later-image': readonly string[]
  readonly 'later-pull': undefined
  readonly 'held-already': string
  readonly 'edition-already': OfApp & { readonly target: string; readonly edition: Edition }
  readonly 'not-held': OfApp & { readonly target: string }
  readonly 'rejected-already': string
  readonly 'no-release': OfApp & InCluster
  readonly 'other-release': InCluster & { readonly release: Release; readonly digest: string }
  readonly against: Issue
  readonly refused: readonly Issue[]
  readonly 'wave-incomplete': readonly string[]
  readonly 'all-there': { readonly environment: string; readonly release: Release }
  readonly 'first-by-people': OfApp & { readonly from: string; readonly to: string }
}
export type Nothing = Said<NothingData>
