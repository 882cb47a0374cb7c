import { sha256 } from './disk.ts'
import type { Files } from '../render/files.ts'

export interface DesiredTree {
  /** By path, but for the folders to skip. */
  readonly hashes: ReadonlyMap<string, string>
  readonly text: (path: string) => string
  /** Each of their files is right already. */
  readonly skip: ReadonlySet<string>
}

export const desiredOf = (files: Files): DesiredTree => ({
  hashes: new Map([...files].map(([path, text]) => [path, sha256(text)])),
  text: (path) => files.get(path) ?? '',
  skip: new Set(),
})
