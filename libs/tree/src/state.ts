import { sha256, type Disk, type Stat } from './disk.ts'
import { stateFolder } from './path.ts'
import { Putter } from './put.ts'

export const stateFile = `${stateFolder}/tree.json`
const pendingFile = `${stateFolder}/pending.json`
const version = 1

/** What we last wrote to a file, and how the disk described it then. */
export interface Stamp extends Pick<Stat, 'size' | 'modified' | 'changed'> {
  readonly sha256: string
}

/** What earlier runs wrote. Only a memory: without it everything is read anew, and nothing else changes. */
export interface State {
  readonly files: ReadonlyMap<string, Stamp>
  /** Texts that a run meant to write and may have written before it was killed, by path. */
  readonly pending: ReadonlyMap<string, readonly string[]>
  /** By folder: the key of what makes just the texts that `files` has of it. */
  readonly made: ReadonlyMap<string, string>
  /** When the stamps were saved, by the clock of the disk. */
  readonly saved: number
}

export const noState: State = { files: new Map(), pending: new Map(), made: new Map(), saved: 0 }

/** The coarsest clock of a file system that people use (FAT's two seconds). */
const tick = 2000

/**
 * Whether a file is as it was when we wrote it, by its description alone. A file changed within a tick of the saving could have been
 * changed again without a trace, so it is read (git does the same, https://git-scm.com/docs/racy-git).
 */
export function isAsWritten(state: State, path: string, stat: Stat): boolean {
  const stamp = state.files.get(path)
  return (
    stamp !== undefined &&
    stamp.size === stat.size &&
    stamp.modified === stat.modified &&
    stamp.changed === stat.changed &&
    Math.max(stat.changed, stat.modified) < state.saved - tick
  )
}

/** Whether a text is one that we wrote to this path. */
export const isKnown = (state: State, path: string, sha256: string): boolean =>
  state.files.get(path)?.sha256 === sha256 || state.pending.get(path)?.includes(sha256) === true

function readJson(disk: Disk, file: string): { value: unknown; text: string; saved: number } | undefined {
  const stat = disk.stat(file)
  if (stat?.kind !== 'file') return undefined
  try {
    const text = disk.read(file).toString('utf8')
    return { value: JSON.parse(text), text, saved: stat.modified }
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const filesIn = (value: unknown): Readonly<Record<string, unknown>> =>
  isRecord(value) && value['version'] === version && isRecord(value['files']) ? value['files'] : {}

function stampOf(value: unknown): Stamp | undefined {
  if (!Array.isArray(value)) return undefined
  const [sha256, size, modified, changed] = value as readonly unknown[]
  if (typeof sha256 !== 'string' || typeof size !== 'number' || typeof modified !== 'number' || typeof changed !== 'number')
    return undefined
  return { sha256, size, modified, changed }
}

/** The sum of all that follows it in the file. */
const summed = /^\{"version":1,"sum":"([0-9a-f]{64})",/

/** What is made in each folder, but only of a file that is whole: its rows stand for texts that nobody reads again. */
function madeIn(stored: ReturnType<typeof readJson>): ReadonlyMap<string, string> {
  const [start, sum] = summed.exec(stored?.text ?? '') ?? []
  if (stored === undefined || start === undefined || sha256(stored.text.slice(start.length)) !== sum) return new Map()
  const made = isRecord(stored.value) && isRecord(stored.value['made']) ? stored.value['made'] : {}
  return new Map(Object.entries(made).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}

/** Reads what earlier runs wrote. A missing or broken file is no state. @throws DiskError when a file cannot be read */
export function readState(disk: Disk): State {
  const stored = readJson(disk, stateFile)
  const meant = readJson(disk, pendingFile)
  const files = new Map<string, Stamp>()
  for (const [path, value] of Object.entries(filesIn(stored?.value))) {
    const stamp = stampOf(value)
    if (stamp !== undefined) files.set(path, stamp)
  }
  const pending = new Map<string, readonly string[]>()
  for (const [path, value] of Object.entries(filesIn(meant?.value))) {
    if (Array.isArray(value))
      pending.set(
        path,
        value.filter((sha256) => typeof sha256 === 'string'),
      )
  }
  return { files, pending, made: madeIn(stored), saved: stored?.saved ?? 0 }
}

/** Says, before the first write, what is about to be written: should we be killed, our own texts are not taken for a person's. */
export function savePending(disk: Disk, earlier: State, texts: ReadonlyMap<string, string>): void {
  const files: Record<string, readonly string[]> = Object.fromEntries(earlier.pending)
  for (const [path, sha256] of texts) files[path] = [...new Set([...(earlier.pending.get(path) ?? []), sha256])]
  new Putter(disk).put(pendingFile, `${JSON.stringify({ version, files })}\n`)
}

/** Remembers what every file now is; what was pending is then done. */
export function saveState(disk: Disk, files: ReadonlyMap<string, Stamp>, made: ReadonlyMap<string, string> = new Map()): void {
  const rows = [...files].map(([path, s]) => `${JSON.stringify(path)}:${JSON.stringify([s.sha256, s.size, s.modified, s.changed])}`)
  const rest = `"made":${JSON.stringify(Object.fromEntries(made))},"files":{\n${rows.join(',\n')}\n}}\n`
  new Putter(disk).put(stateFile, `{"version":${version},"sum":"${sha256(rest)}",${rest}`)
  disk.remove(pendingFile)
}
