import { foundOf, type Found, type Listing } from './scan.ts'
import { stampsOf, type Row, type Stamp, type State } from '../cache/state.ts'
import type { Wanted } from '../cache/wanted.ts'

/** What is left to compare when the folders are set aside that are as they should be. */
export interface Settled {
  /** Folders in which nothing is to be done: their inputs are the same, and the disk has them as they were left. */
  readonly rows: ReadonlyMap<string, Row>
  readonly wanted: Wanted
  readonly listing: Listing
  readonly files: ReadonlyMap<string, Stamp>
}

/**
 * Sets aside what neither the inputs nor the disk have touched, which is nearly all of a large tree: no path of it is looked at again. Pure.
 * After a run that was killed nothing is set aside.
 */
export function settle(wanted: Wanted, listing: Listing, state: State): Settled {
  const isSettled = (folder: string): boolean =>
    state.pending.size === 0 && wanted.same.has(folder) && listing.still.has(folder)
  const rows = new Map<string, Row>()
  const stamps = new Map<string, Stamp>()
  const hashes = new Map(wanted.hashes)
  const files = new Map<string, Found>(listing.files)
  for (const [folder, row] of state.rows) {
    if (isSettled(folder)) {
      rows.set(folder, row)
      continue
    }
    for (const [path, stamp] of stampsOf([[folder, row]])) {
      stamps.set(path, stamp)
      if (wanted.same.has(folder)) hashes.set(path, stamp.sha256)
      if (listing.still.has(folder)) files.set(path, foundOf(stamp))
    }
  }
  return {
    rows,
    files: stamps,
    wanted: { ...wanted, hashes, same: new Set(rows.keys()) },
    listing: { ...listing, files, still: new Set(rows.keys()) },
  }
}
