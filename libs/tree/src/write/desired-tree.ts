import { sha256 } from './disk.ts'
import type { Files } from '../render/files.ts'

/** The tree as it should be. */
export interface DesiredTree {
  /** The hash of each text by path, but for the folders to skip. */
  readonly hashes: ReadonlyMap<string, string>
  /** The text of a path; empty for one that is not rendered. */
  readonly text: (path: string) => string
  /** Folders to leave alone, because each of their files is right already. */
  readonly skip: ReadonlySet<string>
}

export const desiredOf = (files: Files): DesiredTree => ({
  hashes: new Map([...files].map(([path, text]) => [path, sha256(text)])),
  text: (path) => files.get(path) ?? '',
  skip: new Set(),
})
