import { baseName, failed, folderOf, ok, type Outcome } from '@slipway/core'
import { sourceOf } from '../render/header.ts'
import { stateFolder } from '../render/path.ts'
import { treeIssue } from '../tree-problem.ts'
import { AtomicWriter, isTemporary } from './atomic-writer.ts'
import { committed as askGit, type Committed } from './committed.ts'
import type { DesiredTree } from './desired-tree.ts'
import { removeAll, sha256, type Disk } from './disk.ts'
import { stampOf, type EarlierRuns } from './earlier-runs.ts'
import { plan, type Plan } from './plan.ts'
import { clearRemerge } from './remerge.ts'
import type { Listing } from './scan.ts'
import type { WrittenAhead } from './write-ahead.ts'

export interface Edited {
  readonly path: string
  /** The file to change instead; `undefined` when nothing renders this path any more. */
  readonly source: string | undefined
  readonly saved: string
}

export interface Written {
  readonly written: readonly string[]
  readonly unchanged: number
  readonly removed: readonly string[]
  readonly edited: readonly Edited[]
}

export interface WriteOptions {
  readonly scope?: ((path: string) => boolean) | undefined
  readonly progress?: ((done: number, total: number, path: string) => void) | undefined
  readonly committed?: Committed | undefined
  readonly ahead?: WrittenAhead | undefined
}

/** Named after path and content, so that an edit is kept once and never overwritten. */
function keepEdits(disk: Disk, steps: Plan, desired: DesiredTree, committed: Committed): Edited[] {
  const texts = new Map(steps.doubtful.map((path) => [path, disk.read(path)]))
  const known = committed(disk.root, texts)
  const writer = new AtomicWriter(disk, [stateFolder])
  return [...texts]
    .filter(([path]) => !known.has(path))
    .map(([path, content]) => {
      const saved = `${stateFolder}/edited/${path}.${sha256(content).slice(0, 8)}`
      writer.write(saved, content)
      return { path, source: sourceOf(desired.text(path)), saved }
    })
}

function remove(disk: Disk, steps: Plan, when: (path: string) => boolean): void {
  for (const path of steps.remove) if (when(path)) disk.remove(path)
  for (const folder of steps.emptied) if (when(folder)) disk.removeFolder(folder)
}

/** What runs that were killed left in our own folder. */
function sweep(disk: Disk, place: string | undefined): void {
  for (const { name, kind } of disk.list(stateFolder)) {
    const path = `${stateFolder}/${name}`
    if (!isTemporary(name) || path === place) continue
    if (kind === 'folder') removeAll(disk, path)
    else disk.remove(path)
  }
}

/**
 * Takes over a folder that was written ahead when its first file is asked for, or the first of a folder in it.
 * @returns the stamp of a file that is there by this
 */
function movedFiles(
  writer: AtomicWriter,
  hashes: Plan['hashes'],
  ahead: WrittenAhead | undefined,
): (path: string) => string | undefined {
  const done = new Map<string, boolean>([['', false]])
  const move = (folder: string): boolean => {
    const known = done.get(folder)
    if (known !== undefined) return known
    // Else it would be made for the folders in it.
    move(folderOf(folder))
    const one = ahead?.folders.get(folder)
    const isRight =
      one !== undefined && [...one.files].every(([name, { sha256 }]) => hashes.get(`${folder}/${name}`) === sha256)
    const isMoved = isRight && writer.moveFolder(one.at, folder)
    done.set(folder, isMoved)
    return isMoved
  }
  return (path) =>
    move(folderOf(path)) ? ahead?.folders.get(folderOf(path))?.files.get(baseName(path))?.stamp : undefined
}

/**
 * Writes what differs, each file whole, then deletes what nothing renders.
 * @param announce gets the hash of each text before the first is written
 * @returns with the stamp of each file in scope; or why nothing was done
 * @throws DiskError; each file is then old or new
 */
export function writeFiles(
  disk: Disk,
  desired: DesiredTree,
  actual: Listing,
  earlier: EarlierRuns,
  announce: (hashes: ReadonlyMap<string, string>) => void,
  options: WriteOptions,
): Outcome<{ readonly done: Written; readonly stamps: ReadonlyMap<string, string> }> {
  const steps = plan(desired, actual, { scope: options.scope, wrote: (path) => earlier.wrote(path) })
  if (steps.problems.length > 0) return failed(...steps.problems.map(treeIssue))
  for (const path of actual.temporary) disk.remove(path)
  sweep(disk, options.ahead?.place)

  const edited = keepEdits(disk, steps, desired, options.committed ?? askGit)
  const { write } = steps
  if (write.length > 0) announce(new Map(write.map((path) => [path, steps.hashes.get(path) ?? ''])))
  remove(disk, steps, (path) => steps.first.has(path))
  const folders = actual.folders.filter((folder) => !steps.first.has(folder))
  const writer = new AtomicWriter(disk, folders)
  const stamps = new Map(steps.unchanged.map((path) => [path, actual.files.get(path)?.stamp ?? '']))
  const moved = movedFiles(writer, steps.hashes, options.ahead)
  for (const [i, path] of write.entries()) {
    const stamp = moved(path)
    if (stamp === undefined) writer.write(path, desired.text(path))
    const stat = stamp === undefined ? disk.stat(path) : undefined
    if (stat !== undefined) stamps.set(path, stampOf(stat))
    else if (stamp !== undefined) stamps.set(path, stamp)
    options.progress?.(i + 1, write.length, path)
  }
  remove(disk, steps, (path) => !steps.first.has(path))
  if (options.scope === undefined) clearRemerge(disk)
  return ok({ done: { written: write, unchanged: steps.unchanged.length, removed: steps.remove, edited }, stamps })
}
