import { folderOf, hashNow, ok, type InputHash, type Outcome } from '@slipway/core'
import { DiskError, sha256, type Disk, type Stat } from '../write/disk.ts'
import { stampOf, type EarlierRuns, type LeftFile } from '../write/earlier-runs.ts'
import { cachePath, readCache, saveCache, tick, trustedCache } from './cache-file.ts'

/** The render task that fills a folder. */
export interface TaskKey {
  /** The hash of all that decides what the task renders; empty where nobody knows that. */
  readonly key: string
  /** How many folders it fills, so that one that is missing here is missed. */
  readonly folders: number
}

/** A folder of the tree as it was written. Its files are parsed when they are asked for. */
export interface Row extends TaskKey {
  readonly count: number
  readonly line: string
}

/** An app as it was read, as text, and the hash of the files that it was read from. */
export interface CachedApp {
  readonly inputs: InputHash
  readonly text: string
}

/** The inputs of a tree. */
export interface Inputs {
  /** A hash of the code that read it. */
  readonly generator: string
  /** The hash of all that the fleet says. */
  readonly fleet: string
  /** The files of the fleet and the list of apps; `undefined` where code was run to read them. */
  readonly estate: InputHash | undefined
  /** By folder of `apps/`; without those whose code was run, which may read anything. */
  readonly apps: ReadonlyMap<string, CachedApp>
  readonly clusters: number
  /** Whether every app is in `apps`. */
  readonly isAll: boolean
}

/** By which they are known again; `undefined` where code was run to read them, which may read anything. */
export const inputsHash = ({ generator, fleet, estate, apps, clusters, isAll }: Inputs): string | undefined => {
  const read = [...apps].map(([name, { inputs }]) => [name, inputs.hash])
  return isAll && estate !== undefined
    ? sha256(JSON.stringify([generator, fleet, estate.hash, read, clusters]))
    : undefined
}

/** The results of a run that the cache keeps. */
export interface Run {
  readonly rows: ReadonlyMap<string, Row>
  /** Whether files had to be read. */
  readonly isRead: boolean
  /** Whether it wrote all of the tree; else what is pending of the rest stays. */
  readonly isAll: boolean
  readonly inputs: Inputs | undefined
  /** Whether it wrote what these inputs make. */
  readonly isFrom: boolean
}

const noKey: TaskKey = { key: '', folders: 0 }

export function rowOf(folder: string, files: ReadonlyMap<string, LeftFile>, { key, folders }: TaskKey = noKey): Row {
  const list = [...files].map(([name, { sha256, stamp }]) => [name, sha256, stamp])
  const line = ['folder', folder, key, folders, files.size, JSON.stringify(list)].join('\t')
  return { key, folders, count: files.size, line }
}

const appLine = ([name, { inputs, text }]: readonly [string, CachedApp]): string =>
  ['app', name, inputs.hash, JSON.stringify(inputs.paths), text].join('\t')

function* linesOf(rows: Run['rows'], inputs: Inputs | undefined): Generator<string> {
  for (const { line } of rows.values()) yield line
  for (const app of inputs?.apps ?? []) yield appLine(app)
}

/** Earlier runs of `gen`, as their cache has them. */
export class TreeCache implements EarlierRuns {
  readonly rows: ReadonlyMap<string, Row>
  readonly inputs: Inputs | undefined
  /** Whether the rows are all that the inputs make. */
  readonly isCurrent: boolean
  /** By path: hashes of texts that a run was about to write; there are some where it was killed. */
  readonly pending: ReadonlyMap<string, readonly string[]>
  readonly #saved: number
  readonly #left = new Map<string, ReadonlyMap<string, LeftFile>>()
  readonly #unchanged = new Map<string, boolean>()
  readonly #disk: Disk

  /** Without what anybody else may have written (`trustedCache`). @throws DiskError when a file cannot be read */
  static open(disk: Disk): Outcome<TreeCache> {
    const trusted = trustedCache(disk)
    return trusted.ok ? ok(new TreeCache(disk)) : trusted
  }

  private constructor(disk: Disk) {
    this.#disk = disk
    const file = readCache(disk, 'gen')
    const rows = new Map<string, Row>()
    const apps = new Map<string, CachedApp>()
    for (const line of file?.lines ?? []) {
      const [kind, name = '', ...rest] = line.split('\t')
      if (kind === 'app')
        apps.set(name, {
          inputs: { hash: rest[0] ?? '', paths: JSON.parse(rest[1] ?? '[]') as string[] },
          text: rest[2] ?? '',
        })
      else rows.set(name, { key: rest[0] ?? '', folders: Number(rest[1]), count: Number(rest[2]), line })
    }
    const { inputs, isCurrent } = (file?.head ?? {}) as { inputs?: Omit<Inputs, 'apps'>; isCurrent?: boolean }
    this.rows = rows
    this.inputs = inputs === undefined ? undefined : { ...inputs, apps }
    this.isCurrent = isCurrent === true
    this.#saved = file?.saved ?? 0
    this.pending = new Map(
      readCache(disk, 'pending')?.lines.map((line) => {
        const [path = '', ...hashes] = line.split('\t')
        return [path, hashes]
      }),
    )
  }

  /** How many files it knows. */
  get files(): number {
    return [...this.rows.values()].reduce((sum, { count }) => sum + count, 0)
  }

  left(folder: string): ReadonlyMap<string, LeftFile> {
    let files = this.#left.get(folder)
    if (files === undefined) {
      const list = JSON.parse(this.rows.get(folder)?.line.split('\t')[5] ?? '[]') as [string, string, string][]
      files = new Map(list.map(([name, sha256, stamp]) => [name, { sha256, stamp }]))
      this.#left.set(folder, files)
    }
    return files
  }

  /**
   * A file changed shortly before its stamp was saved could have changed again without a trace
   * (https://git-scm.com/docs/racy-git).
   */
  isAsLeft(file: LeftFile | undefined, stat: Stat): boolean {
    return file?.stamp === stampOf(stat) && Math.max(stat.modified, stat.changed) < this.#saved - tick
  }

  #leftFile(path: string): LeftFile | undefined {
    const folder = folderOf(path)
    return this.left(folder).get(path.slice(folder.length + 1))
  }

  wrote(path: string): readonly string[] {
    const left = this.#leftFile(path)
    return [...(left === undefined ? [] : [left.sha256]), ...(this.pending.get(path) ?? [])]
  }

  /** The text of a file, if it is the one that was left. */
  text(path: string): string | undefined {
    try {
      const bytes = this.#disk.read(path)
      return sha256(bytes) === this.#leftFile(path)?.sha256 ? bytes.toString() : undefined
    } catch (error) {
      if (error instanceof DiskError) return undefined
      throw error
    }
  }

  /** Whether the files that an app was read from have the same content. Looked at once. */
  isAppUnchanged(name: string): boolean {
    const app = this.inputs?.apps.get(name)
    const known = this.#unchanged.get(name)
    if (app === undefined || known !== undefined) return known ?? false
    const same = hashNow(this.#disk.root, app.inputs.paths) === app.inputs.hash
    this.#unchanged.set(name, same)
    return same
  }

  /** By key: the folders that a task fills, where the cache has each of them. */
  foldersByKey(): ReadonlyMap<string, readonly string[]> {
    return new Map(
      [...Map.groupBy(this.rows, ([, { key }]) => key)].flatMap(([key, rows]) =>
        rows.length === rows[0]?.[1].folders ? [[key, rows.map(([folder]) => folder)] as const] : [],
      ),
    )
  }

  /** Says what is about to be written: should we be killed, our own texts are not taken for a person's. */
  announce(hashes: ReadonlyMap<string, string>): void {
    saveCache(this.#disk, 'pending', {}, this.#pendingLines(hashes))
  }

  *#pendingLines(hashes: ReadonlyMap<string, string>): Generator<string> {
    for (const [path, texts] of this.pending) if (!hashes.has(path)) yield [path, ...texts].join('\t')
    for (const [path, hash] of hashes) yield [path, ...new Set([...(this.pending.get(path) ?? []), hash])].join('\t')
  }

  /** Keeps what a run read and wrote. */
  save({ rows, isRead, isAll, inputs, isFrom }: Run): void {
    const isCurrent = isAll && isFrom && inputs?.isAll === true && inputs.estate !== undefined
    const isSame =
      !isRead &&
      isCurrent === this.isCurrent &&
      inputs === this.inputs &&
      rows.size === this.rows.size &&
      [...rows].every(([folder, { line }]) => this.rows.get(folder)?.line === line)
    if (!isSame) {
      const head = { isCurrent, inputs: inputs === undefined ? undefined : { ...inputs, apps: undefined } }
      saveCache(this.#disk, 'gen', head, linesOf(rows, inputs))
    }
    if (isAll && this.#disk.stat(cachePath('pending')) !== undefined) this.#disk.remove(cachePath('pending'))
  }
}
