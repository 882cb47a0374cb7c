import { failed, ok, type Outcome } from '@slipway/core'
import { sourceOf } from '../render/header.ts'
import { stateFolder } from '../render/path.ts'
import { treeIssue } from '../tree-problem.ts'
import { AtomicWriter, isTemporary } from './atomic-writer.ts'
import { committed as askGit, type Committed } from './committed.ts'
import type { DesiredTree } from './desired-tree.ts'
import { sha256, type Disk } from './disk.ts'
import { stampOf, type EarlierRuns } from './earlier-runs.ts'
import { plan, type Plan } from './plan.ts'
import { clearRemerge } from './remerge.ts'
import type { Listing } from './scan.ts'

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
  for (const { name } of disk.list(stateFolder)) if (isTemporary(name)) disk.remove(`${stateFolder}/${name}`)

  const edited = keepEdits(disk, steps, desired, options.committed ?? askGit)
  const { write } = steps
  if (write.length > 0) announce(new Map(write.map((path) => [path, steps.hashes.get(path) ?? ''])))
  remove(disk, steps, (path) => steps.first.has(path))
  const folders = actual.folders.filter((folder) => !steps.first.has(folder))
  const writer = new AtomicWriter(disk, folders)
  const stamps = new Map(steps.unchanged.map((path) => [path, actual.files.get(path)?.stamp ?? '']))
  for (const [i, path] of write.entries()) {
    writer.write(path, desired.text(path))
    const stat = disk.stat(path)
    if (stat !== undefined) stamps.set(path, stampOf(stat))
    options.progress?.(i + 1, write.length, path)
  }
  remove(disk, steps, (path) => !steps.first.has(path))
  if (options.scope === undefined) clearRemerge(disk)
  return ok({ done: { written: write, unchanged: steps.unchanged.length, removed: steps.remove, edited }, stamps })
}
