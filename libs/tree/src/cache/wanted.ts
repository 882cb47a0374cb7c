import { sha256 } from '../write/disk.ts'
import type { Files } from '../render/files.ts'
import type { Aside } from './render-aside.ts'
import { stampsOf, type State } from './state.ts'

/** The tree as it should be: every path with the hash of its text, and the texts for whoever needs them. */
export interface Wanted {
  readonly hashes: ReadonlyMap<string, string>
  /** Folders whose files are not in `hashes`: they should be just as the memory has them, since their keys are still the same. */
  readonly same: ReadonlySet<string>
  /** The text of a path; empty for one that is not wanted. */
  readonly text: (path: string) => string
  /** By folder, what decides all of its files; none of a folder whose inputs nobody hashed. */
  readonly keys: ReadonlyMap<string, string>
  /** What all of it is made from, where that is known (`Readings.id`). */
  readonly from?: string | undefined
  /** Texts that another thread has and writes. */
  readonly aside?: Pick<Aside, 'write'> & { readonly has: (path: string) => boolean }
}

/** What is wanted where every text is at hand. */
export const wantedOf = (files: Files): Wanted => ({
  hashes: new Map([...files].map(([path, text]) => [path, sha256(text)])),
  same: new Set(),
  text: (path) => files.get(path) ?? '',
  keys: new Map(),
})

/** The same with every path in `hashes`. @param state the memory that it was made with */
export function whole(wanted: Wanted, { rows }: State): Wanted {
  if (wanted.same.size === 0) return wanted
  const same = [...rows].filter(([folder]) => wanted.same.has(folder))
  return {
    ...wanted,
    same: new Set(),
    hashes: new Map([
      ...wanted.hashes,
      ...[...stampsOf(same)].map(([path, { sha256: hash }]) => [path, hash] as const),
    ]),
  }
}
