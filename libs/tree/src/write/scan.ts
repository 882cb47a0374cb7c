import { sha256, type Disk, type Entry, type Stat } from './disk.ts'
import { isOurs } from '../render/header.ts'
import { hasOwnedName, ownedFolders } from '../render/path.ts'
import { isTemporary } from './atomic-writer.ts'
import { stampOf, type EarlierRuns, type LeftFile } from './earlier-runs.ts'
import type { FileKind } from '@slipway/core'

export interface Found extends LeftFile {
  /** It begins with our header, or an earlier run wrote to its path. */
  readonly ours: boolean
  /** Nobody's work, since both halves are in git. */
  readonly conflicted: boolean
  readonly executable: boolean
}

export interface Listing {
  readonly files: ReadonlyMap<string, Found>
  /** As an earlier run left them; their files are not in `files`. */
  readonly unchanged: ReadonlySet<string>
  readonly folders: readonly string[]
  /** Links, sockets and the like; never followed. */
  readonly strange: ReadonlyMap<string, Exclude<FileKind, 'folder'>>
  readonly temporary: readonly string[]
}

/** Left by file managers; git users ignore these. */
const litter = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini'])

/** Git's marker stands before our header when the first line conflicts. */
const conflict = /^<{7} [^]*^={7}$[^]*^>{7} /m

function examine(content: Buffer, path: string, wasOurs: boolean, stat: Stat): Found {
  const text = content.toString('utf8')
  const begins = isOurs(text.startsWith('<<<<<<< ') ? text.slice(text.indexOf('\n') + 1) : text)
  const ours = hasOwnedName(path) && (begins || wasOurs)
  const { executable } = stat
  return { sha256: sha256(content), stamp: stampOf(stat), ours, conflicted: ours && conflict.test(text), executable }
}

export const foundAsLeft = (left: LeftFile): Found => ({ ...left, ours: true, conflicted: false, executable: false })

/**
 * @param isTrusting does not read files that are as left, by the disk's description
 * @throws DiskError
 */
export function scan(disk: Disk, earlier: EarlierRuns, isTrusting: boolean): Listing {
  const files = new Map<string, Found>()
  const unchanged = new Set<string>()
  const folders: string[] = []
  const strange = new Map<string, Exclude<FileKind, 'folder'>>()
  const temporary: string[] = []
  const isUnchanged = (folder: string, entries: readonly Entry[], left: ReadonlyMap<string, LeftFile>): boolean =>
    left.size > 0 &&
    entries.length === left.size &&
    entries.every(({ name, kind }) => {
      const file = left.get(name)
      if (file === undefined || kind !== 'file') return false
      if (!isTrusting) return disk.hash(`${folder}/${name}`) === file.sha256
      const stat = disk.stat(`${folder}/${name}`)
      return stat !== undefined && !stat.executable && earlier.isAsLeft(file, stat)
    })
  const visit = (folder: string): void => {
    folders.push(folder)
    const entries = disk.list(folder)
    const left = earlier.left(folder)
    if (isUnchanged(folder, entries, left)) {
      unchanged.add(folder)
      return
    }
    for (const { name, kind } of entries) {
      const path = `${folder}/${name}`
      if (kind === 'folder') visit(path)
      else if (kind !== 'file') strange.set(path, kind)
      else if (isTemporary(name)) temporary.push(path)
      else if (!litter.has(name)) {
        const stat = disk.stat(path)
        if (stat === undefined) continue
        const known = left.get(name)
        const isKnown = isTrusting && known !== undefined && !stat.executable && earlier.isAsLeft(known, stat)
        files.set(
          path,
          isKnown ? foundAsLeft(known) : examine(disk.read(path), path, earlier.wrote(path).length > 0, stat),
        )
      }
    }
  }
  for (const folder of ownedFolders) {
    const kind = disk.stat(folder)?.kind
    if (kind === 'folder') visit(folder)
    else if (kind !== undefined) strange.set(folder, kind)
  }
  return { files, unchanged, folders, strange, temporary }
}
