import { hostname } from 'node:os'
import { failed, ok, type Outcome } from '@slipway/core'
import { treeIssue } from '../tree-problem.ts'
import { DiskError, onDisk, type Disk } from './disk.ts'
import { stateFolder } from '../render/path.ts'

const lockFile = `${stateFolder}/gen.lock`
const claim = /^gen\.lock\.(\d+)$/

/** Who runs: for the lock's text and to see whether another still runs. */
export interface Self {
  readonly pid: number
  readonly host: string
  /** Whether a process of this host runs. */
  readonly alive: (pid: number) => boolean
}

/** The right to write the tree, held until it is released. */
export interface Lock {
  /** Gives it back; a second call does nothing. */
  release(): void
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

export const thisProcess: Self = { pid: process.pid, host: hostname(), alive: isAlive }

interface Holder {
  readonly pid: number
  readonly host: string
}

function holderIn(text: string): Holder | undefined {
  const [, pid, host] = /^(\d+) (\S+)\n$/.exec(text) ?? []
  return pid === undefined || host === undefined ? undefined : { pid: Number(pid), host }
}

/** A lock of our own pid that we do not hold is of an earlier process with that pid, as happens in containers. */
const isStale = (holder: Holder | undefined, self: Self): boolean =>
  holder === undefined || (holder.host === self.host && (holder.pid === self.pid || !self.alive(holder.pid)))

/** Links the claim to the lock's name, which only one process can do. @returns false when the name is taken */
function link(disk: Disk, mine: string): boolean {
  try {
    disk.link(mine, lockFile)
    return true
  } catch (error) {
    if (error instanceof DiskError && error.code === 'EEXIST') return false
    throw error
  }
}

function readLock(disk: Disk, file: string): string | undefined {
  try {
    return disk.read(file).toString('utf8')
  } catch (error) {
    if (error instanceof DiskError && error.code === 'ENOENT') return undefined
    throw error
  }
}

/**
 * Takes a dead process's lock away. It is renamed first, so that of two processes only one has it; whoever then finds that it took a living
 * process's lock, made in between, puts that back.
 */
function clear(disk: Disk, stale: string, aside: string): void {
  try {
    disk.rename(lockFile, aside)
  } catch (error) {
    if (error instanceof DiskError && error.code === 'ENOENT') return
    throw error
  }
  if (readLock(disk, aside) !== stale) link(disk, aside)
  disk.remove(aside)
}

function sweepClaims(disk: Disk, self: Self): void {
  for (const { name } of disk.list(stateFolder)) {
    const pid = claim.exec(name)?.[1]
    if (pid !== undefined && (Number(pid) === self.pid || !self.alive(Number(pid))))
      disk.remove(`${stateFolder}/${name}`)
  }
}

function giveBack(disk: Disk, text: string): void {
  try {
    if (readLock(disk, lockFile) === text) disk.remove(lockFile)
  } catch (error) {
    // Left behind, it is a dead process's lock as soon as we end.
    if (!(error instanceof DiskError)) throw error
  }
}

function take(disk: Disk, self: Self): Outcome<Lock> {
  const kind = disk.stat(stateFolder)?.kind
  if (kind !== undefined && kind !== 'folder')
    return failed(treeIssue({ code: 'tree-strange', path: stateFolder, kind }))
  disk.makeFolder(stateFolder)
  sweepClaims(disk, self)
  const text = `${self.pid} ${self.host}\n`
  const mine = `${lockFile}.${self.pid}`
  disk.write(mine, text)
  // Each round a lock is taken, seen to be held, or cleared; more than a few rounds means that others do the same.
  for (let round = 0; round < 5; round++) {
    if (link(disk, mine)) {
      disk.remove(mine)
      let held = true
      return ok({
        release: () => {
          if (held) giveBack(disk, text)
          held = false
        },
      })
    }
    const other = readLock(disk, lockFile)
    if (other !== undefined && !isStale(holderIn(other), self)) break
    if (other !== undefined) {
      clear(disk, other, mine)
      disk.write(mine, text)
    }
  }
  disk.remove(mine)
  const { pid, host } = holderIn(readLock(disk, lockFile) ?? '') ?? {}
  const holder = pid === undefined ? undefined : `process ${pid}${host === self.host ? '' : ` on ${host}`}`
  return failed(treeIssue({ code: 'tree-locked', path: lockFile, holder }))
}

/**
 * Takes the right to write the tree below a disk's root, at once or not at all. A lock whose process is gone is taken over.
 * @returns the lock; or who holds it, or why the disk does not take it
 */
export const takeLock = (disk: Disk, self: Self = thisProcess): Outcome<Lock> => onDisk(() => take(disk, self))
