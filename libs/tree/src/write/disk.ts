import fs from 'node:fs'
import path from 'node:path'
import { failed, type Issue, type Outcome } from '@slipway/core'
import { treeIssue } from '../tree-problem.ts'
import { entriesOf, makePlainFolder, plainHash, statOf, writePlain, type Entry, type Stat } from './look.ts'

export { sha256, type Entry, type Stat } from './look.ts'

/**
 * All that we do to a file system, below one root, by paths with `/`. Small, so that tests can let every step fail.
 * Methods throw DiskError.
 */
export interface Disk {
  readonly root: string
  /** In no order; empty when there is no such folder. */
  list(folder: string): readonly Entry[]
  stat(file: string): Stat | undefined
  read(file: string): Buffer
  /**
   * By `sha256`, of a file that nobody may execute; `undefined` for any other, a link, or none. Quicker than to look,
   * and then to read.
   */
  hash(file: string): string | undefined
  /** Mode 0644, whatever the umask. Not atomic: only for temporary names. */
  write(file: string, content: string | Uint8Array): void
  rename(from: string, to: string): void
  /** A second name; fails with EEXIST when it is taken. */
  link(from: string, to: string): void
  remove(file: string): void
  /** Mode 0755, whatever the umask; fine when it exists. Its parent must exist. */
  makeFolder(folder: string): void
  /** Fine when missing or not empty. */
  removeFolder(folder: string): void
}

/** An error of the file system: its code (ENOSPC), the step, the path. */
export class DiskError extends Error {
  readonly step: string
  readonly path: string
  readonly code: string
  constructor(step: string, file: string, code: string, message: string) {
    super(message)
    this.step = step
    this.path = file
    this.code = code
  }
}

/** Every file is whole then, and the next run goes on from there. */
export const diskIssue = ({ path: file, step, code, message }: DiskError): Issue =>
  treeIssue({ code: 'disk', path: file, step, error: code, message })

export function onDisk<T>(work: () => Outcome<T>): Outcome<T> {
  try {
    return work()
  } catch (error) {
    if (error instanceof DiskError) return failed(diskIssue(error))
    throw error
  }
}

export function nodeDisk(root: string): Disk {
  // `path.join` would look at every letter of every path again.
  const full = (file: string) => (path.sep === '/' ? `${root}/${file}` : path.join(root, file))
  /** A code of `fine` gives a value instead of an error. */
  function step<T>(name: string, file: string, run: () => T, fine: Readonly<Record<string, T>> = {}): T {
    try {
      return run()
    } catch (error) {
      const { code = 'unknown', message } = error as NodeJS.ErrnoException
      if (Object.hasOwn(fine, code)) return fine[code] as T
      throw new DiskError(name, file, code, message)
    }
  }
  return {
    root,
    list: (folder) => step('list', folder, () => entriesOf(full(folder)), { ENOENT: [] }),
    stat: (file) => step('look at', file, () => statOf(full(file))),
    read: (file) => step('read', file, () => fs.readFileSync(full(file))),
    hash: (file) => step('read', file, () => plainHash(full(file)), { ENOENT: undefined, ELOOP: undefined }),
    write: (file, content) => step('write', file, () => writePlain(full(file), content)),
    rename: (from, to) => step('rename to its name', to, () => fs.renameSync(full(from), full(to))),
    link: (from, to) => step('link', to, () => fs.linkSync(full(from), full(to))),
    remove: (file) => step('delete', file, () => fs.unlinkSync(full(file)), { ENOENT: undefined }),
    makeFolder: (folder) => step('make the folder', folder, () => makePlainFolder(full(folder)), { EEXIST: undefined }),
    removeFolder: (folder) =>
      step('delete the folder', folder, () => fs.rmdirSync(full(folder)), {
        ENOENT: undefined,
        ENOTEMPTY: undefined,
        EEXIST: undefined,
      }),
  }
}

/** A folder with all that is in it. */
export function removeAll(disk: Disk, folder: string): void {
  for (const { name, kind } of disk.list(folder))
    if (kind === 'folder') removeAll(disk, `${folder}/${name}`)
    else disk.remove(`${folder}/${name}`)
  disk.removeFolder(folder)
}
