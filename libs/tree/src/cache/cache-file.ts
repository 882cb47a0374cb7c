import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, realpathSync } from 'node:fs'
import path from 'node:path'
import { AtomicWriter } from '../write/atomic-writer.ts'
import { sha256, type Disk, type Stat } from '../write/disk.ts'
import { stateFolder } from '../render/path.ts'
import { treeIssue } from '../tree-problem.ts'
import { failed, ok, type Outcome } from '@slipway/core'

/** A cache file: one JSON header line that starts with the checksum of the rest; then a line an entry. */
interface CacheFile {
  readonly head: Readonly<Record<string, unknown>>
  readonly lines: readonly string[]
  /** When it was saved, by the clock of the disk, in milliseconds since 1970. */
  readonly saved: number
}

/**
 * `gen`: inputs and outputs of the last `gen`. `pending`: outputs of an unfinished one. `check`: folders that `check`
 * found right.
 */
type CacheName = 'gen' | 'pending' | 'check'

export const cachePath = (name: CacheName): string => `${stateFolder}/${name}.cache`
/** The coarsest clock of a file system that people use (FAT's two seconds), in milliseconds. */
export const tick = 2000
const header = /^\{"version":1,"checksum":"([0-9a-f]{64})",/

/** The real path of an estate: the cache of a copy describes other files. */
const placeOf = (disk: Disk): string => realpathSync(disk.root)

/** In letters. One text of all lines would be in memory several times: joined, as bytes, and with its header. */
const part = 2 ** 16

/** @yields the bytes of the lines, some at a time */
function* bytesOf(lines: Iterable<string>): Generator<Buffer> {
  let text = ''
  for (const line of lines) {
    text += `${line}\n`
    if (text.length < part) continue
    yield Buffer.from(text)
    text = ''
  }
  yield Buffer.from(text)
}

export function saveCache(disk: Disk, name: CacheName, head: CacheFile['head'], lines: Iterable<string>): void {
  const start = `${JSON.stringify({ root: placeOf(disk), head }).slice(1)}\n`
  const rest = [Buffer.from(start), ...bytesOf(lines)]
  const sum = createHash('sha256')
  for (const bytes of rest) sum.update(bytes)
  const checked = Buffer.from(`{"version":1,"checksum":"${sum.digest('hex')}",`)
  new AtomicWriter(disk).write(cachePath(name), Buffer.concat([checked, ...rest]))
}

/**
 * @returns `undefined` for a file that is not whole, of another version or another root, or from the future: the clock
 * was set back
 * @throws DiskError when it cannot be read
 */
export function readCache(disk: Disk, name: CacheName): CacheFile | undefined {
  const stat = disk.stat(cachePath(name))
  if (stat?.kind !== 'file' || stat.modified > Date.now() + tick) return undefined
  const bytes = disk.read(cachePath(name))
  const end = bytes.indexOf('\n')
  const first = bytes.toString('utf8', 0, Math.max(0, end))
  const [start, checksum] = header.exec(first) ?? []
  if (start === undefined || sha256(bytes.subarray(start.length)) !== checksum) return undefined
  const { root, head } = JSON.parse(first) as { root: string; head: CacheFile['head'] }
  if (root !== placeOf(disk)) return undefined
  return {
    head,
    lines: bytes
      .toString('utf8', end + 1)
      .split('\n')
      .slice(0, -1),
    saved: stat.modified,
  }
}

/** Whether git may know this folder: starting git costs more than a small run. */
function mayBeInGit(folder: string): boolean {
  const above = path.dirname(folder)
  return 'GIT_DIR' in process.env || existsSync(path.join(folder, '.git')) || (above !== folder && mayBeInGit(above))
}

/** The first file below our folder that git tracks: whoever wrote that commit wrote it, and not a run of ours. */
function tracked(root: string): string | undefined {
  if (!mayBeInGit(realpathSync(root))) return undefined
  const { status, stdout } = spawnSync('git', ['ls-files', '-z', '--', stateFolder], { cwd: root, encoding: 'utf8' })
  return status === 0 ? stdout.split('\0').find((path) => path !== '') : undefined
}

/**
 * Refuses a cache that somebody else may have written: it could call a changed tree right.
 * @returns the issue of a cache that is a link, belongs to another user, or is tracked by git
 */
export function trustedCache(disk: Disk): Outcome<undefined> {
  const user = process.getuid?.()
  const folder = disk.stat(stateFolder)
  if (folder !== undefined && folder.kind !== 'folder')
    return failed(treeIssue({ code: 'tree-strange', path: stateFolder, kind: folder.kind }))
  const all = (['gen', 'pending', 'check'] as const).map(cachePath).filter((path) => disk.stat(path) !== undefined)
  for (const path of all) {
    const { kind, owner } = disk.stat(path) as Stat
    const why = kind !== 'file' ? kind : user !== undefined && owner !== user ? 'owner' : undefined
    if (why !== undefined) return failed(treeIssue({ code: 'cache-refused', path, why }))
  }
  const path = all.length > 0 ? tracked(disk.root) : undefined
  return path === undefined ? ok(undefined) : failed(treeIssue({ code: 'cache-refused', path, why: 'tracked' }))
}
