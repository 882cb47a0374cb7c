import type { Disk, Stat } from '../write/disk.ts'
import { folderOf, stateFolder } from '../render/path.ts'
import { Putter } from '../write/put.ts'
import { readSummed, summed } from './summed.ts'

/** A line for each folder: `["clusters/dev/shop/web","<key>",12,[["deployment-web.yaml","<sha256>",size,modified,changed],...]]`. */
export const stateFile = `${stateFolder}/tree.jsonl`
/** The memory of earlier versions, which nothing reads any more. */
const earlierFile = `${stateFolder}/tree.json`
const pendingFile = `${stateFolder}/pending.json`
const version = 2

/** What we last wrote to a file, and how the disk described it then. */
export interface Stamp extends Pick<Stat, 'size' | 'modified' | 'changed'> {
  readonly sha256: string
}

/** A folder as the memory has it: the key of what makes just its files, where there is one, and its line, which is read when it is asked for. */
export interface Row {
  readonly key: string | undefined
  /** How many files. */
  readonly count: number
  readonly line: string
}

/** What earlier runs wrote. Only a memory: without it everything is read anew, and nothing else changes. */
export interface State {
  readonly rows: ReadonlyMap<string, Row>
  /** All of the rows' files, by path. */
  readonly files: ReadonlyMap<string, Stamp>
  /** Texts that a run meant to write and may have written before it was killed, by path. */
  readonly pending: ReadonlyMap<string, readonly string[]>
  /** What all the rows together were made from, where that is known (`Readings.id`). */
  readonly from: string | undefined
  /** When the stamps were saved, by the clock of the disk. */
  readonly saved: number
}

export const noState: State = { rows: new Map(), files: new Map(), pending: new Map(), from: undefined, saved: 0 }

/** The coarsest clock of a file system that people use (FAT's two seconds). */
export const tick = 2000

/**
 * Whether a file is as it was when we wrote it, by its description alone. A file changed within a tick of the saving could have been
 * changed again without a trace, so it is read (git does the same, https://git-scm.com/docs/racy-git).
 */
export const isAsWritten = (stamp: Stamp | undefined, stat: Stat, saved: number): boolean =>
  stamp !== undefined &&
  stamp.size === stat.size &&
  stamp.modified === stat.modified &&
  stamp.changed === stat.changed &&
  Math.max(stat.changed, stat.modified) < saved - tick

/** Whether a text is one that we wrote to this path. */
export const isKnown = (state: Pick<State, 'files' | 'pending'>, path: string, sha256: string): boolean =>
  state.files.get(path)?.sha256 === sha256 || state.pending.get(path)?.includes(sha256) === true

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function stampOf(value: unknown): readonly [string, Stamp] | undefined {
  if (!Array.isArray(value)) return undefined
  const [name, sha256, size, modified, changed] = value as readonly unknown[]
  if (typeof name !== 'string' || typeof sha256 !== 'string') return undefined
  if (typeof size !== 'number' || typeof modified !== 'number' || typeof changed !== 'number') return undefined
  return [name, { sha256, size, modified, changed }]
}

/** The files of a row by their names in the folder. */
export function stampsIn(row: Row | undefined): ReadonlyMap<string, Stamp> {
  const value = row === undefined ? undefined : parsed(row.line)
  const [, , , files] = Array.isArray(value) ? (value as readonly unknown[]) : []
  return new Map(
    Array.isArray(files)
      ? files.flatMap((file) => {
          const stamp = stampOf(file)
          return stamp === undefined ? [] : [stamp]
        })
      : [],
  )
}

/** The files of some rows by path. */
export function* stampsOf(rows: Iterable<readonly [string, Row]>): Generator<[string, Stamp]> {
  for (const [folder, row] of rows) for (const [name, stamp] of stampsIn(row)) yield [`${folder}/${name}`, stamp]
}

/** A line's folder, key and number of files, without reading the rest of it. */
const start = /^\["([^"\\]*)","([^"\\]*)",(\d+),/

function rowsIn(body: string, isWhole: boolean): ReadonlyMap<string, Row> {
  const rows = new Map<string, Row>()
  for (const line of body.split('\n')) {
    const [, folder, key = '', count] = start.exec(line) ?? []
    // Of a memory that is not whole no key counts: keys stand for texts that nobody reads again.
    if (folder !== undefined)
      rows.set(folder, { key: isWhole && key !== '' ? key : undefined, count: Number(count), line })
  }
  return rows
}

class Remembered implements State {
  readonly rows: State['rows']
  readonly pending: State['pending']
  readonly from: string | undefined
  readonly saved: number
  #files: State['files'] | undefined
  constructor(rows: State['rows'], pending: State['pending'], from: string | undefined, saved: number) {
    this.rows = rows
    this.pending = pending
    this.from = from
    this.saved = saved
  }

  get files(): State['files'] {
    return (this.#files ??= new Map(stampsOf(this.rows)))
  }
}

function readPending(disk: Disk): State['pending'] {
  const value = disk.stat(pendingFile)?.kind === 'file' ? parsed(disk.read(pendingFile).toString('utf8')) : undefined
  const files = isRecord(value) && isRecord(value['files']) ? value['files'] : {}
  return new Map(
    Object.entries(files).flatMap(([path, texts]) =>
      Array.isArray(texts) ? [[path, texts.filter((sha256) => typeof sha256 === 'string')] as const] : [],
    ),
  )
}

/** Reads what earlier runs wrote. A missing or broken file is no state. @throws DiskError when a file cannot be read */
export function readState(disk: Disk): State {
  const stored = readSummed(disk, stateFile, version)
  if (stored === undefined) return { ...noState, pending: readPending(disk) }
  const { from } = stored.head
  return new Remembered(
    rowsIn(stored.body, stored.isWhole),
    readPending(disk),
    stored.isWhole && typeof from === 'string' ? from : undefined,
    stored.saved,
  )
}

/** Says, before the first write, what is about to be written: should we be killed, our own texts are not taken for a person's. */
export function savePending(disk: Disk, earlier: Pick<State, 'pending'>, texts: ReadonlyMap<string, string>): void {
  const files: Record<string, readonly string[]> = Object.fromEntries(earlier.pending)
  for (const [path, sha256] of texts) files[path] = [...new Set([...(earlier.pending.get(path) ?? []), sha256])]
  new Putter(disk).put(pendingFile, `${JSON.stringify({ version, files })}\n`)
}

/** What is to be remembered. */
export interface Memory {
  readonly files: ReadonlyMap<string, Stamp>
  /** By folder: the key of what makes just its files. */
  readonly keys?: ReadonlyMap<string, string>
  /** Further folders, as an earlier run remembered them. */
  readonly rows?: Iterable<readonly [string, Row]>
  readonly from?: string | undefined
}

/** The lines of some files, by folder. */
export function rowsOf(
  files: ReadonlyMap<string, Stamp>,
  keys: ReadonlyMap<string, string> = new Map(),
): ReadonlyMap<string, Row> {
  const folders = new Map<string, (readonly unknown[])[]>()
  for (const [path, s] of files) {
    const folder = folderOf(path)
    const stamp = [path.slice(folder.length + 1), s.sha256, s.size, s.modified, s.changed]
    const others = folders.get(folder)
    if (others === undefined) folders.set(folder, [stamp])
    else others.push(stamp)
  }
  return new Map(
    [...folders].map(([folder, stamps]) => {
      const key = keys.get(folder)
      return [folder, { key, count: stamps.length, line: JSON.stringify([folder, key ?? '', stamps.length, stamps]) }]
    }),
  )
}

/** Remembers what every file now is; what was pending is then done. */
export function saveState(disk: Disk, { files, keys, rows = [], from }: Memory): void {
  const lines = [...rowsOf(files, keys).values(), ...new Map(rows).values()].map(({ line }) => `${line}\n`)
  new Putter(disk).put(stateFile, summed(version, { ...(from === undefined ? {} : { from }) }, lines.join('')))
  disk.remove(pendingFile)
  disk.remove(earlierFile)
}
