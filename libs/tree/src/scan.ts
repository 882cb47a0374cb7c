import { sha256, type Disk, type Stat } from './disk.ts'
import { isOurs } from './header.ts'
import { hasOwnedName, ownedFolders } from './path.ts'
import { isTemporary } from './put.ts'
import { isAsWritten, type State } from './state.ts'

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

function examine(content: Buffer, path: string, state: State, stat: Stat): Found {
  const text = content.toString('utf8')
  const conflicted = conflict.test(text)
  const begins = isOurs(text.startsWith('<<<<<<< ') ? text.slice(text.indexOf('\n') + 1) : text)
  const ours = hasOwnedName(path) && (begins || state.files.has(path) || state.pending.has(path))
  return { sha256: sha256(content), ours, conflicted: ours && conflicted, executable: stat.executable, stat }
}

/**
 * Reads the owned folders.
 * @param state what we remember; files that the disk describes as we left them are not read when `trust` is true
 * @throws DiskError when something cannot be read
 */
export function scan(disk: Disk, state: State, trust: boolean): Listing {
  const files = new Map<string, Found>()
  const folders: string[] = []
  const strange = new Map<string, 'link' | 'other' | 'file'>()
  const temporary: string[] = []
  let read = 0
  const visit = (folder: string): void => {
    folders.push(folder)
    for (const { name, kind } of disk.list(folder)) {
      const path = `${folder}/${name}`
      if (kind === 'folder') visit(path)
      else if (kind !== 'file') strange.set(path, kind)
      else if (isTemporary(name)) temporary.push(path)
      else if (!litter.has(name)) {
        const stat = disk.stat(path)
        if (stat === undefined) continue
        const stamp = trust && isAsWritten(state, path, stat) ? state.files.get(path) : undefined
        if (stamp === undefined) read++
        files.set(path, stamp === undefined ? examine(disk.read(path), path, state, stat)
          : { sha256: stamp.sha256, ours: true, conflicted: false, executable: stat.executable, stat })
      }
    }
  }
  for (const folder of ownedFolders) {
    const stat = disk.stat(folder)
    if (stat?.kind === 'folder') visit(folder)
    else if (stat !== undefined) strange.set(folder, stat.kind === 'link' ? 'link' : stat.kind === 'file' ? 'file' : 'other')
  }
  return { files, folders, strange, temporary, read }
}
