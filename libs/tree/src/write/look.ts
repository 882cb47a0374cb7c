import { hash } from 'node:crypto'
import fs, { type Stats } from 'node:fs'
import { kindOf, type FileKind } from '@slipway/core/file-kind'

/** How a tree is read, by full paths. Loads next to nothing, for another thread does it, too. */

export interface Entry {
  readonly name: string
  readonly kind: FileKind
}

/** Neither through a link nor, without end, from a pipe. Windows knows neither. */
const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = fs.constants

const buffer = Buffer.allocUnsafe(2 ** 16)

export const sha256 = (content: string | Uint8Array): string => hash('sha256', content)

export const isExecutable = ({ mode }: Stats): boolean => process.platform !== 'win32' && (mode & 0o111) !== 0

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
