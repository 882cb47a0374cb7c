import { hostname } from 'node:os'
import { failed, ok, type Outcome } from '@slipway/core'
import { treeIssue } from '../tree-problem.ts'
import { DiskError, onDisk, type Disk } from './disk.ts'
import { stateFolder } from '../render/path.ts'

const lockFile = `${stateFolder}/gen.lock`
const claim = /^gen\.lock\.(\d+)$/

/** Stands in the lock, and tells whether its holder still runs. */
export interface Self {
  readonly pid: number
  readonly host: string
  /** On this host. */
  readonly alive: (pid: number) => boolean
}

export interface Lock {
  /** A second call does nothing. */
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

/** A lock of our own pid that we do not hold is an earlier process's, as happens in containers. */
const isStale = (holder: Holder | undefined, self: Self): boolean =>
  holder === undefined || (holder.host === self.host && (holder.pid === self.pid || !self.alive(holder.pid)))

/** The result of a step on the disk; `undefined` if it fails with that code. */
function unless<T>(code: string, step: () => T): T | undefined {
  try {
    return step()
  } catch (error) {
    if (error instanceof DiskError && error.code === code) return undefined
    throw error
  }
}

/** Only one process can link the claim. @returns false when the name is taken */
const link = (disk: Disk, mine: string): boolean =>
  unless('EEXIST', () => {
    disk.link(mine, lockFile)
    return true
  }) ?? false

const readLock = (disk: Disk, file: string): string | undefined =>
  unless('ENOENT', () => disk.read(file).toString('utf8'))

/** Renamed first, so that only one of two processes has it; a living process's lock, made in between, is put back. */
function clear(disk: Disk, stale: string, aside: string): void {
  const isOurs = unless('ENOENT', () => {
    disk.rename(lockFile, aside)
    return true
  })
  if (isOurs !== true) return
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
    // Left behind, it counts as dead once we end.
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
  // A round takes the lock, sees it held, or clears it; many rounds mean that others do the same.
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

/** At once or not at all. Takes over a lock whose process is gone. @returns or who holds it, or why the disk refuses */
export const takeLock = (disk: Disk, self: Self = thisProcess): Outcome<Lock> => onDisk(() => take(disk, self))

export async function withLock<T>(disk: Disk, work: (lock: Lock) => Promise<Outcome<T>>): Promise<Outcome<T>> {
  const lock = takeLock(disk)
  return lock.ok ? work(lock.value).finally(() => lock.value.release()) : lock
}
