import { sha256, type Disk, type Entry, type Stat } from './disk.ts'
import { isOurs } from '../render/header.ts'
import { hasOwnedName, ownedFolders } from '../render/path.ts'
import { isTemporary } from './put.ts'
import { isAsWritten, stampsIn, type Stamp, type State } from '../cache/state.ts'

/** A file in our folders. */
export interface Found {
  readonly sha256: string
  /** Made by us: it begins with our header, or it lies where we remember to have written. */
  readonly ours: boolean
  /** It has git's conflict markers: nobody's work, since both halves are in git. */
  readonly conflicted: boolean
  readonly executable: boolean
  readonly stat: Stat
}

/** All that lies in the owned folders. */
export interface Listing {
  readonly files: ReadonlyMap<string, Found>
  /** Folders that are just as their row in the memory says, file by file; their files are not in `files`. */
  readonly still: ReadonlySet<string>
  readonly folders: readonly string[]
  /** Symbolic links, sockets and the like; never followed. */
  readonly strange: ReadonlyMap<string, 'link' | 'other' | 'file'>
  /** What killed runs left. */
  readonly temporary: readonly string[]
  /** How many files had to be read. */
  readonly read: number
}

/** What file managers leave behind by themselves; git users ignore these, and so do we. */
const litter = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini'])

/** Git's own marker stands before our header when the conflict is in the first line. */
const conflict = /^<{7} [^]*^={7}$[^]*^>{7} /m

function examine(content: Buffer, path: string, isRemembered: boolean, stat: Stat): Found {
  const text = content.toString('utf8')
  const conflicted = conflict.test(text)
  const begins = isOurs(text.startsWith('<<<<<<< ') ? text.slice(text.indexOf('\n') + 1) : text)
  const ours = hasOwnedName(path) && (begins || isRemembered)
  return { sha256: sha256(content), ours, conflicted: ours && conflicted, executable: stat.executable, stat }
}

/** A file that the memory describes. */
export const foundOf = ({ sha256, size, modified, changed }: Stamp): Found => ({
  sha256,
  ours: true,
  conflicted: false,
  executable: false,
  stat: { kind: 'file', size, modified, changed, executable: false },
})

/** Whether a folder holds what is remembered of it, and nothing else. @param saved when, where the disk's descriptions are trusted; else all is read */
function isStill(
  disk: Disk,
  folder: string,
  entries: readonly Entry[],
  stamps: ReadonlyMap<string, Stamp>,
  saved: number | undefined,
): boolean {
  if (entries.length !== stamps.size) return false
  return entries.every(({ name, kind }) => {
    const stamp = stamps.get(name)
    const stat = stamp === undefined || kind !== 'file' ? undefined : disk.stat(`${folder}/${name}`)
    if (stamp === undefined || stat === undefined || stat.executable) return false
    return saved === undefined
      ? sha256(disk.read(`${folder}/${name}`)) === stamp.sha256
      : isAsWritten(stamp, stat, saved)
  })
}

/**
 * Reads the owned folders.
 * @param state what we remember; files that the disk describes as we left them are not read when `trust` is true; else every file is
 * @throws DiskError when something cannot be read
 */
export function scan(disk: Disk, { rows, pending, saved }: State, trust: boolean): Listing {
  const files = new Map<string, Found>()
  const still = new Set<string>()
  const folders: string[] = []
  const strange = new Map<string, 'link' | 'other' | 'file'>()
  const temporary: string[] = []
  let read = 0
  const visit = (folder: string): void => {
    folders.push(folder)
    const entries = disk.list(folder)
    const stamps = stampsIn(rows.get(folder))
    if (stamps.size > 0 && isStill(disk, folder, entries, stamps, trust ? saved : undefined)) {
      still.add(folder)
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
        const stamp = stamps.get(name)
        const isTrusted = trust && stamp !== undefined && isAsWritten(stamp, stat, saved)
        if (!isTrusted) read++
        files.set(
          path,
          isTrusted
            ? { ...foundOf(stamp), executable: stat.executable, stat }
            : examine(disk.read(path), path, stamp !== undefined || pending.has(path), stat),
        )
      }
    }
  }
  for (const folder of ownedFolders) {
    const stat = disk.stat(folder)
    if (stat?.kind === 'folder') visit(folder)
    else if (stat !== undefined)
      strange.set(folder, stat.kind === 'link' ? 'link' : stat.kind === 'file' ? 'file' : 'other')
  }
  return { files, still, folders, strange, temporary, read }
}
