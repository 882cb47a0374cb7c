import { failed, ok, type Outcome } from '@slipway/core'
import { diskIssue, DiskError, sha256, type Disk, type Stat } from './disk.ts'
import type { Files } from '../render/files.ts'
import { committed as askGit, type Committed } from '../merge/git.ts'
import { sourceOf } from '../render/header.ts'
import type { Lock } from './lock.ts'
import { folderOf, foldersOf, stateFolder } from '../render/path.ts'
import { plan, type Plan } from './plan.ts'
import { isTemporary, Putter } from './put.ts'
import { clearRemerge } from '../merge/remerge.ts'
import { scan, type Listing } from './scan.ts'
import { settle, type Settled } from './settle.ts'
import { isKnown, readState, savePending, saveState, type Stamp, type State } from '../cache/state.ts'
import { wantedOf, type Wanted } from '../cache/wanted.ts'

/** A generated file that a person had changed. */
export interface Edited {
  readonly path: string
  /** The file to change instead; nothing when nothing renders this path any more. */
  readonly source: string | undefined
  /** Where the person's text is kept. */
  readonly saved: string
}

export interface Written {
  /** Paths, sorted. */
  readonly written: readonly string[]
  readonly unchanged: number
  readonly removed: readonly string[]
  readonly edited: readonly Edited[]
}

export interface WriteOptions {
  /** The paths to write (`--app`); all of them when there is none. */
  readonly scope?: ((path: string) => boolean) | undefined
  /** Told of every file, with how many are done of how many. */
  readonly progress?: ((done: number, total: number, path: string) => void) | undefined
  /** Waits for what lies on the disk, where that is looked at already (`scanAside`). */
  readonly listing?: ((state: State) => Listing) | undefined
  /** What `readState` read under this lock, where it was asked for before. */
  readonly state?: State | undefined
  /** Stands for git in tests. */
  readonly committed?: Committed | undefined
}

/** Keeps every text that a person wrote, under a name made of its path and content, so that an edit is kept once and never overwritten. */
function keepEdits(disk: Disk, steps: Plan, wanted: Wanted, committed: Committed): Edited[] {
  const texts = new Map(steps.doubtful.map((path) => [path, disk.read(path)]))
  const known = committed(disk.root, texts)
  const putter = new Putter(disk, [stateFolder])
  return [...texts]
    .filter(([path]) => !known.has(path))
    .map(([path, content]) => {
      const saved = `${stateFolder}/edited/${path}.${sha256(content).slice(0, 8)}`
      putter.put(saved, content)
      return { path, source: sourceOf(wanted.text(path)), saved }
    })
}

function remove(disk: Disk, steps: Plan, when: (path: string) => boolean): void {
  for (const path of steps.remove) if (when(path)) disk.remove(path)
  for (const folder of steps.emptied) if (when(folder)) disk.removeFolder(folder)
}

const stampOf = (hash: string, { size, modified, changed }: Stat): Stamp => ({ sha256: hash, size, modified, changed })

/** The memory after a run: what was written or seen to be right; of paths out of scope, what it was. */
function remembered(
  disk: Disk,
  pending: State['pending'],
  { files: before, listing }: Settled,
  steps: Plan,
): ReadonlyMap<string, Stamp> {
  const state = { files: before, pending }
  const files = new Map(before)
  for (const path of files.keys()) if (!listing.files.has(path)) files.delete(path)
  // What a killed run wrote, also out of scope; for the rest of `pending` there is nothing on disk.
  for (const path of [...pending.keys(), ...steps.unchanged]) {
    const found = listing.files.get(path)
    if (found !== undefined && (steps.hashes.get(path) === found.sha256 || isKnown(state, path, found.sha256))) {
      files.set(path, stampOf(found.sha256, found.stat))
    }
  }
  for (const path of steps.write) {
    const stat = disk.stat(path)
    if (stat !== undefined) files.set(path, stampOf(steps.hashes.get(path) ?? '', stat))
  }
  for (const path of steps.remove) files.delete(path)
  return files
}

const everything = (): boolean => true

/**
 * The folders that hold just what their key makes: those that this run made or saw to be so, and of the others those in which nothing that we
 * remember has changed.
 */
function stillMade(
  state: State,
  before: ReadonlyMap<string, Stamp>,
  files: ReadonlyMap<string, Stamp>,
  wanted: Wanted,
  steps: Plan,
): ReadonlyMap<string, string> {
  const folders = new Set([...before.keys(), ...files.keys()].map(folderOf))
  const made = new Map(
    [...state.rows].flatMap(([folder, { key }]) =>
      key !== undefined && folders.has(folder) ? [[folder, key] as const] : [],
    ),
  )
  const changed = (path: string) => files.get(path)?.sha256 !== before.get(path)?.sha256
  for (const path of [...before.keys(), ...files.keys()]) if (changed(path)) made.delete(folderOf(path))
  // Also by what is out of scope: a folder may be so in part.
  const missing = [...wanted.hashes].filter(([path, hash]) => files.get(path)?.sha256 !== hash).map(([path]) => path)
  const partly = new Set([...missing, ...[...files.keys()].filter((path) => !wanted.hashes.has(path))].map(folderOf))
  for (const folder of foldersOf(steps.hashes.keys())) {
    const key = wanted.keys.get(folder)
    if (key !== undefined && !partly.has(folder)) made.set(folder, key)
  }
  return made
}

function run(disk: Disk, all: Wanted, options: WriteOptions): Outcome<Written> {
  const state = options.state ?? readState(disk)
  const settled = settle(all, options.listing?.(state) ?? scan(disk, state, true), state)
  const { wanted, listing, files: before, rows } = settled
  const known = { files: before, pending: state.pending }
  const steps = plan(wanted, listing, { scope: options.scope, known: (path, hash) => isKnown(known, path, hash) })
  if (steps.issues.length > 0) return failed(...steps.issues)
  for (const path of listing.temporary) disk.remove(path)
  for (const { name } of disk.list(stateFolder)) if (isTemporary(name)) disk.remove(`${stateFolder}/${name}`)

  const edited = keepEdits(disk, steps, wanted, options.committed ?? askGit)
  if (steps.write.length > 0)
    savePending(disk, state, new Map(steps.write.map((path) => [path, steps.hashes.get(path) ?? ''])))
  remove(disk, steps, (path) => steps.first.has(path))
  const putter = new Putter(
    disk,
    listing.folders.filter((folder) => !steps.first.has(folder)),
  )
  const { aside } = wanted
  // The other thread has texts of this disk only.
  const theirs = aside === undefined || !disk.isNodes ? [] : steps.write.filter(aside.has)
  const join =
    theirs.length === 0
      ? undefined
      : aside?.write(
          disk.root,
          theirs,
          listing.folders.filter((folder) => !steps.first.has(folder)),
        )
  const away = new Set(theirs)
  let count = 0
  try {
    for (const path of steps.write) {
      if (away.has(path)) continue
      putter.put(path, wanted.text(path))
      options.progress?.(++count, steps.write.length - theirs.length, path)
    }
  } finally {
    // Whatever happened here, nothing writes any more when the lock is given back.
    join?.()
  }
  remove(disk, steps, (path) => !steps.first.has(path))
  // Files that had to be read get their stamps, so that the next run need not.
  const keyOf = (folder: string): string | undefined => state.rows.get(folder)?.key
  const stale = [...wanted.keys].some(
    ([folder, key]) => keyOf(folder) !== key && (options.scope ?? everything)(`${folder}/a.yaml`),
  )
  // Of a run that wrote one app only nobody knows what all of it is made from.
  const from = options.scope === undefined ? wanted.from : undefined
  const isNewlyFrom = from !== undefined && from !== state.from
  if (steps.write.length + steps.remove.length + listing.read + state.pending.size > 0 || stale || isNewlyFrom) {
    const files = remembered(disk, state.pending, settled, steps)
    const isAll = files.size === steps.hashes.size
    saveState(disk, {
      files,
      keys: stillMade(state, before, files, wanted, steps),
      rows,
      from: isAll ? from : undefined,
    })
  }
  if (options.scope === undefined) clearRemerge(disk)
  return ok({
    written: steps.write,
    unchanged: steps.unchanged.length + [...rows.values()].reduce((sum, { count }) => sum + count, 0),
    removed: steps.remove,
    edited,
  })
}

/**
 * Makes the owned folders hold just the wanted files: writes what differs, each file whole, then deletes what nothing renders. Killed or
 * failed at any step it leaves every file old or new, and the next run goes on from there.
 * @param lock the right to write, from `takeLock`; the caller releases it
 * @returns what was done; or why nothing was (files that are not ours), or the step that failed
 */
export function writeTree(
  disk: Disk,
  wanted: Files | Wanted,
  _lock: Lock,
  options: WriteOptions = {},
): Outcome<Written> {
  try {
    return run(disk, 'hashes' in wanted ? wanted : wantedOf(wanted), options)
  } catch (error) {
    if (error instanceof DiskError) return failed(diskIssue(error))
    throw error
  }
}
