import { hash } from 'node:crypto'
import fs, { type Stats } from 'node:fs'
import { kindOf, type FileKind } from '@slipway/core/file-kind'

/** How a tree is read and its files are written, by full paths. Loads next to nothing, for other threads do it, too. */

export interface Entry {
  readonly name: string
  readonly kind: FileKind
}

/** Neither through a link nor, without end, from a pipe. Windows knows neither. */
const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = fs.constants

const buffer = Buffer.allocUnsafe(2 ** 16)

export const sha256 = (content: string | Uint8Array): string => hash('sha256', content)

export const isExecutable = ({ mode }: Stats): boolean => process.platform !== 'win32' && (mode & 0o111) !== 0

/** Never of a link's target. Times in milliseconds since 1970, as exact as the file system has them. */
export interface Stat {
  readonly kind: FileKind
  readonly size: number
  readonly modified: number
  readonly changed: number
  readonly inode: number
  readonly owner: number
  readonly executable: boolean
}

/** `undefined` where there is nothing. */
export function statOf(file: string): Stat | undefined {
  const s = fs.lstatSync(file, { throwIfNoEntry: false })
  return (
    s && {
      kind: kindOf(s),
      size: s.size,
      modified: s.mtimeMs,
      changed: s.ctimeMs,
      inode: s.ino,
      owner: s.uid,
      executable: isExecutable(s),
    }
  )
}

export const entriesOf = (folder: string): readonly Entry[] =>
  fs.readdirSync(folder, { withFileTypes: true }).map((entry) => ({ name: entry.name, kind: kindOf(entry) }))

/** By `sha256`, of a file that nobody may execute; `undefined` for any other. @throws also for a link */
export function plainHash(file: string): string | undefined {
  const handle = fs.openSync(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
  try {
    const s = fs.fstatSync(handle)
    if (!s.isFile() || isExecutable(s)) return undefined
    if (s.size > buffer.length) return sha256(fs.readFileSync(handle))
    return sha256(buffer.subarray(0, fs.readSync(handle, buffer, 0, s.size, null)))
  } finally {
    fs.closeSync(handle)
  }
}

/** Mode 0644, whatever the umask. */
export function writePlain(file: string, content: string | Uint8Array): void {
  const handle = fs.openSync(file, 'w', 0o644)
  try {
    fs.writeFileSync(handle, content)
    fs.fchmodSync(handle, 0o644)
  } finally {
    fs.closeSync(handle)
  }
}

/** Mode 0755, whatever the umask. */
export function makePlainFolder(folder: string): void {
  fs.mkdirSync(folder, 0o755)
  fs.chmodSync(folder, 0o755)
}
