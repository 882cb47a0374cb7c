import { folderOf } from '@slipway/core'
import { DiskError, type Disk } from './disk.ts'
import { foldersAbove, stateFolder } from '../render/path.ts'

/** Left by a run that was killed. */
const temporary = /^\.slipway-\d+-\d+\.tmp$/
export const isTemporary = (name: string): boolean => temporary.test(name)

/** Runs in containers often have the same number: none may meet what another left, such as a folder. */
let count = Date.now()
/** Unique while we hold the lock, and known again after a kill. */
export const temporaryName = (): string => `.slipway-${process.pid}-${count++}.tmp`

/** Ours lie at the top of a folder, found without a search. */
const temporaryFor = (folder: string): string =>
  `${folder.startsWith(`${stateFolder}/`) ? stateFolder : folder}/${temporaryName()}`

/** Writes under a temporary name in the same folder, then renames. */
export class AtomicWriter {
  readonly #disk: Disk
  readonly #folders = new Set<string>()

  constructor(disk: Disk, folders: Iterable<string> = []) {
    this.#disk = disk
    for (const folder of folders) this.#folders.add(folder)
  }

  /** @throws DiskError; the file is then as before */
  write(file: string, content: string | Uint8Array): void {
    const folder = folderOf(file)
    this.#make(folder)
    const temp = temporaryFor(folder)
    try {
      this.#disk.write(temp, content)
      this.#disk.rename(temp, file)
    } catch (error) {
      try {
        this.#disk.remove(temp)
      } catch {
        // Throws the first error; the next run removes the file.
      }
      throw error
    }
  }

  /**
   * Takes over a folder that was written elsewhere, with its files.
   * @returns false where the disk refuses, such as where there is one: its files are then to be written one by one
   */
  moveFolder(from: string, folder: string): boolean {
    this.#make(folderOf(folder))
    try {
      this.#disk.rename(from, folder)
    } catch (error) {
      if (error instanceof DiskError) return false
      throw error
    }
    this.#folders.add(folder)
    return true
  }

  #make(folder: string): void {
    if (folder === '' || this.#folders.has(folder)) return
    for (const above of [...foldersAbove(folder).reverse(), folder]) {
      if (!this.#folders.has(above)) this.#disk.makeFolder(above)
      this.#folders.add(above)
    }
  }
}
