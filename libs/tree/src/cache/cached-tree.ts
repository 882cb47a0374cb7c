import { folderOf, ok, type Issue, type Outcome } from '@slipway/core'
import type { Files } from '../render/files.ts'
import { desiredOf } from '../write/desired-tree.ts'
import { onDisk, type Disk } from '../write/disk.ts'
import { driftOf } from '../write/drift.ts'
import type { EarlierRuns, LeftFile } from '../write/earlier-runs.ts'
import type { Lock } from '../write/lock.ts'
import { scoped } from '../write/scoped.ts'
import type { Scope } from '../render/path.ts'
import { scan, type Listing } from '../write/scan.ts'
import { writeFiles, type WriteOptions, type Written } from '../write/write.ts'
import { skipUnchanged, type IncrementalTree } from './skip-unchanged.ts'
import { rowOf, TreeCache, type Inputs, type Row } from './tree-cache.ts'

/** Results of an earlier run. */
interface Seen {
  readonly cache?: TreeCache | undefined
  /** The tree on the disk. */
  readonly listing?: Listing | undefined
}

export interface TreeOptions extends Omit<WriteOptions, 'scope'>, Seen {
  readonly scope?: Scope | undefined
  /** The inputs of the tree, by which the next run recognises it. */
  readonly inputs?: Inputs | undefined
}

const incremental = (tree: Files | IncrementalTree): IncrementalTree =>
  'hashes' in tree ? tree : { ...desiredOf(tree), cached: new Set(), keys: new Map() }

type FolderFiles = ReadonlyMap<string, LeftFile>
type FoldersNow = ReadonlyMap<string, { readonly files: FolderFiles; readonly row: Row }>

/** The rows of the folders that hold these files. */
function rowsNow(
  cache: TreeCache,
  { keys, cached }: IncrementalTree,
  files: ReadonlyMap<string, LeftFile>,
): FoldersNow {
  return new Map(
    [...Map.groupBy(files, ([path]) => folderOf(path))].map(([folder, list]) => {
      const own = new Map(list.map(([path, file]) => [path.slice(folder.length + 1), file]))
      const key = keys.get(folder) ?? (cached.has(folder) ? cache.rows.get(folder) : undefined)
      return [folder, { files: own, row: rowOf(folder, own, key) }]
    }),
  )
}

/**
 * The rows after a run of one app: those of other folders stay, and a folder of which only a part was written has no
 * key any more.
 * @param touched folders in which something was written, seen to be right or removed
 */
function mergedRows(
  cache: TreeCache,
  unchanged: Listing['unchanged'],
  now: FoldersNow,
  touched: ReadonlySet<string>,
  desired: ReadonlyMap<string, string>,
  scope: (path: string) => boolean,
): ReadonlyMap<string, Row> {
  // Nobody looked at these stamps now, and by the new time of the cache they would count as old.
  const withoutStamps = (folder: string): FolderFiles =>
    new Map([...cache.left(folder)].map(([name, { sha256 }]) => [name, { sha256, stamp: '' }]))
  const rows = new Map<string, Row>()
  for (const [folder, row] of cache.rows)
    rows.set(folder, unchanged.has(folder) ? row : rowOf(folder, withoutStamps(folder), row))
  const partly = new Set([...desired.keys()].filter((path) => !scope(path)).map(folderOf))
  for (const folder of touched) {
    const others = [...withoutStamps(folder)].filter(([name]) => !scope(`${folder}/${name}`))
    const { files = new Map<string, LeftFile>(), row } = now.get(folder) ?? {}
    if (others.length > 0 || partly.has(folder)) rows.set(folder, rowOf(folder, new Map([...others, ...files])))
    else if (row === undefined) rows.delete(folder)
    else rows.set(folder, row)
  }
  return rows
}

function run(disk: Disk, tree: IncrementalTree, cache: TreeCache, options: TreeOptions): Outcome<Written> {
  const { inputs } = options
  const listing = options.listing ?? scan(disk, cache, true)
  const { desired, actual } = skipUnchanged(tree, listing, cache)
  const scope = scoped(options.scope, disk, desired, actual)
  const result = writeFiles(disk, desired, actual, cache, (hashes) => cache.announce(hashes), { ...options, scope })
  if (!result.ok) return result
  const { done, stamps } = result.value
  const files = new Map([...stamps].map(([path, stamp]) => [path, { sha256: desired.hashes.get(path) ?? '', stamp }]))
  const now = rowsNow(cache, tree, files)
  const skipped = [...cache.rows].filter(([folder]) => desired.skip.has(folder))
  const touched = new Set([...now.keys(), ...done.removed.map(folderOf)])
  const rows =
    scope === undefined
      ? new Map([...skipped, ...[...now].map(([folder, { row }]) => [folder, row] as const)])
      : mergedRows(cache, listing.unchanged, now, touched, desired.hashes, scope)
  // Files that had to be read have stamps that count by a later time of the cache only.
  const isRead = [...now.keys()].some((folder) => !listing.unchanged.has(folder))
  cache.save({ rows, isRead, isAll: scope === undefined, inputs: inputs ?? cache.inputs, isFrom: inputs !== undefined })
  return ok({ ...done, unchanged: done.unchanged + skipped.reduce((sum, [, { count }]) => sum + count, 0) })
}

/**
 * Makes the owned folders hold just the desired files, and keeps what it wrote in the cache. Killed or failed at any
 * step it leaves every file old or new, and the next run goes on from there.
 * @param lock the right to write, from `takeLock`; the caller releases it
 * @returns what was done; or why nothing was (files that are not ours), or the step that failed
 */
export const writeTree = (
  disk: Disk,
  tree: Files | IncrementalTree,
  _lock: Lock,
  options: TreeOptions = {},
): Outcome<Written> =>
  onDisk(() => {
    const cache = options.cache === undefined ? TreeCache.open(disk) : ok(options.cache)
    return cache.ok ? run(disk, incremental(tree), cache.value, options) : cache
  })

/**
 * Keeps verdicts equal with and without a cache: a record of a written file may repair it, but does not make a file
 * ours.
 */
const withoutMemory = (cache: TreeCache): EarlierRuns => ({
  left: (folder) => cache.left(folder),
  isAsLeft: (file, stat) => cache.isAsLeft(file, stat),
  wrote: () => [],
})

/**
 * Says how the tree on the disk differs from the desired one. Reads every file, and writes nothing, not even a lock.
 * @param seen its listing is of a `scan` that trusts no description
 * @returns one issue for each file that is missing, changed, left over or not ours; none when the two are the same
 */
export function drift(disk: Disk, tree: Files | IncrementalTree, scope?: Scope, seen: Seen = {}): readonly Issue[] {
  const found = onDisk(() => {
    const cache = seen.cache === undefined ? TreeCache.open(disk) : ok(seen.cache)
    if (!cache.ok) return cache
    const listing = seen.listing ?? scan(disk, withoutMemory(cache.value), false)
    const { desired, actual } = skipUnchanged(incremental(tree), listing, cache.value)
    return ok(driftOf(disk, desired, actual, scoped(scope, disk, desired, actual)))
  })
  return found.ok ? found.value : found.issues
}
