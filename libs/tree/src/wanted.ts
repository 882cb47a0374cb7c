import { sha256 } from './disk.ts'
import type { Files } from './files.ts'
import type { Aside } from './render-aside.ts'

/** The tree as it should be: every path with the hash of its text, and the texts for whoever needs them. */
export interface Wanted {
  readonly hashes: ReadonlyMap<string, string>
  /** The text of a path; empty for one that is not wanted. */
  readonly text: (path: string) => string
  /** By folder, what decides all of its files; none of a folder whose inputs nobody hashed. */
  readonly keys: ReadonlyMap<string, string>
  /** Texts that another thread has and writes. */
  readonly aside?: Pick<Aside, 'write'> & { readonly has: (path: string) => boolean }
}

/** What is wanted where every text is at hand. */
export const wantedOf = (files: Files): Wanted => ({
  hashes: new Map([...files].map(([path, text]) => [path, sha256(text)])),
  text: (path) => files.get(path) ?? '',
  keys: new Map(),
})
