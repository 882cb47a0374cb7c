import { baseName, folderOf, ok } from '@slipway/core'
import { stateFolder } from '../render/path.ts'
import { temporaryName } from './atomic-writer.ts'
import { onDisk, removeAll, type Disk } from './disk.ts'
import type { LeftFile } from './earlier-runs.ts'
import { fewFiles, startThread, type Thread } from './thread.ts'

/**
 * Files one after another in `bytes`, each up to its end. Names are `<number of the folder>/<name>`, folder by folder.
 */
export interface FilesAhead {
  readonly names: readonly string[]
  readonly ends: readonly number[]
  readonly bytes: Uint8Array
}

interface FolderAhead {
  /** Where its files are: below the root, in `place`. */
  readonly at: string
  readonly files: ReadonlyMap<string, LeftFile>
}

/** Folders that are not in the tree yet, written beside it. */
export interface WrittenAhead {
  readonly place: string
  /** By folder of the tree. */
  readonly folders: ReadonlyMap<string, FolderAhead>
}

/** In bytes: so many are handed over at once, since each time costs as much as a file. */
const batch = 2 ** 19

/** @returns a thread that answers with the stamps of the files that it wrote, in the order in which it got them */
const start = (place: string): Thread<readonly string[]> =>
  startThread(new URL('./tree-writer.ts', import.meta.url), [], {
    workerData: place,
    // What Node makes for each file would fill a larger one: 30 MiB more, and no quicker.
    resourceLimits: { maxYoungGenerationSizeMb: 4 },
  })

/**
 * Lets another thread write new folders while this one renders. They lie beside the tree until all is rendered; then
 * each is renamed into it. What cannot be written ahead is left out: whoever writes it gets the error.
 */
export class WriteAhead {
  readonly #disk: Disk
  readonly #few: number
  readonly #place = `${stateFolder}/${temporaryName()}`
  /** Whether there is no such folder. */
  readonly #new = new Map<string, boolean>()
  /** The paths of new folders, until they are enough for a thread. */
  #waiting: (readonly string[])[] = []
  #files = 0
  #thread: Thread<readonly string[]> | undefined
  /** What the thread gets next. */
  #next: { name: string; bytes: Uint8Array }[] = []
  #size = 0
  readonly #sent: { readonly folder: string; readonly files: readonly (readonly [name: string, sha256: string])[] }[] =
    []

  /** @param few below so many files there is no thread */
  constructor(disk: Disk, few = fewFiles) {
    this.#disk = disk
    this.#few = few
  }

  /**
   * Files that were rendered together.
   * @param texts of all files; the thread's are taken out
   */
  take(paths: Iterable<string>, texts: Map<string, Uint8Array>, hashes: ReadonlyMap<string, string>): void {
    for (const [folder, own] of Map.groupBy(paths, folderOf)) {
      if (!this.#isNew(folder)) continue
      this.#waiting.push(own)
      this.#files += own.length
    }
    if (this.#files < this.#few) return
    this.#thread ??= start(`${this.#disk.root}/${this.#place}`)
    for (const own of this.#waiting) {
      this.#add(own, texts, hashes)
      if (this.#size >= batch) this.#send(this.#thread)
    }
    this.#waiting = []
  }

  #isNew(folder: string): boolean {
    let isNew = this.#new.get(folder)
    if (isNew === undefined) {
      isNew = folder.includes('/') && this.#isNew(folderOf(folder))
      if (!isNew) {
        const found = onDisk(() => ok(this.#disk.stat(folder) === undefined))
        isNew = found.ok && found.value
      }
      this.#new.set(folder, isNew)
    }
    return isNew
  }

  #add(own: readonly string[], texts: Map<string, Uint8Array>, hashes: ReadonlyMap<string, string>): void {
    for (const file of own) {
      const bytes = texts.get(file) ?? Buffer.of()
      this.#next.push({ name: `${this.#sent.length}/${baseName(file)}`, bytes })
      this.#size += bytes.length
      texts.delete(file)
    }
    const files = own.map((file) => [baseName(file), hashes.get(file) ?? ''] as const)
    this.#sent.push({ folder: folderOf(own[0] ?? ''), files })
  }

  #send({ worker }: Pick<Thread<unknown>, 'worker'>): void {
    // Not of Node's pool, which cannot be handed over.
    const bytes = Buffer.allocUnsafeSlow(this.#size)
    const ends: number[] = []
    let end = 0
    for (const file of this.#next) {
      bytes.set(file.bytes, end)
      ends.push((end += file.bytes.length))
    }
    worker?.postMessage({ names: this.#next.map(({ name }) => name), ends, bytes } satisfies FilesAhead, [bytes.buffer])
    this.#next = []
    this.#size = 0
  }

  /** Waits for it. */
  async finish(): Promise<WrittenAhead> {
    const folders = new Map<string, FolderAhead>()
    const thread = this.#thread
    if (thread !== undefined) {
      this.#send(thread)
      thread.worker?.ref()
      thread.worker?.postMessage('end')
      const stamps = await thread.answer
      let end = 0
      for (const [i, { folder, files }] of this.#sent.entries()) {
        const from = end
        // It stopped at an error.
        if ((end += files.length) > stamps.length) break
        const left = files.map(([name, sha256], j) => [name, { sha256, stamp: stamps[from + j] ?? '' }] as const)
        folders.set(folder, { at: `${this.#place}/${i}`, files: new Map(left) })
      }
    }
    return { place: this.#place, folders }
  }

  /** Removes what is still beside the tree. */
  async end(): Promise<void> {
    if (this.#thread === undefined) return
    await this.#thread.worker?.terminate()
    // What stays is removed by the next run.
    onDisk(() => ok(removeAll(this.#disk, this.#place)))
  }
}
