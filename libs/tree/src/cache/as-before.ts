import { codeKey } from './code.ts'
import type { Disk } from '../write/disk.ts'
import { looksTheSame, type ReadBefore } from './readings.ts'
import type { Listing } from '../write/scan.ts'
import type { State } from './state.ts'
import type { Wanted } from './wanted.ts'

/** Whether the owned folders are just what the memory says, in every file. */
export const isUntouched = ({ still, files, strange, temporary }: Listing, { rows, pending }: State): boolean =>
  still.size === rows.size && files.size + strange.size + temporary.length + pending.size === 0

/**
 * What the tree should be where nothing has touched the estate, the fleet or the generator since the last run wrote all of it: what it is. No
 * file of the estate is read and no renderer is needed for that. To be called under the lock.
 * @returns nothing where anything may have changed; `wanted` has no texts, so it is of use only for a tree that is untouched, too
 */
export function asBefore(
  disk: Disk,
  state: State,
  read: Pick<ReadBefore, 'before' | 'isSame'> | undefined,
): { readonly wanted: Wanted; readonly apps: number; readonly clusters: number } | undefined {
  const readings = read?.before
  if (
    read === undefined ||
    readings?.id === undefined ||
    readings.id !== state.from ||
    !looksTheSame(disk.root, readings.looked)
  )
    return undefined
  if (![...readings.apps.keys()].every(read.isSame) || readings.code !== codeKey()) return undefined
  const keys = new Map(
    [...state.rows].flatMap(([folder, { key }]) => (key === undefined ? [] : [[folder, key] as const])),
  )
  const wanted: Wanted = {
    hashes: new Map(),
    same: new Set(state.rows.keys()),
    text: () => '',
    keys,
    from: readings.id,
  }
  return {
    wanted,
    apps: [...readings.apps.values()].filter(({ text }) => text !== 'null').length,
    clusters: readings.clusters,
  }
}
