import type { Disk } from './disk.ts'
import { folderOf, foldersAbove, stateFolder } from '../render/path.ts'

/** A file that a run had not yet given its name when it ended. */
const temporary = /^\.slipway-\d+-\d+\.tmp$/
export const isTemporary = (name: string): boolean => temporary.test(name)

let count = 0
/**
 * A name that no other file has, in the same folder: ours alone while we hold the lock, and to be known again if we are killed. What we
 * keep for ourselves has it at the top of our own folder, where it is found without a search.
 */
const temporaryFor = (folder: string): string =>
  `${folder.startsWith(`${stateFolder}/`) ? stateFolder : folder}/.slipway-${process.pid}-${count++}.tmp`

/** Puts files in their places, whole: a temporary name in the same folder, then a rename. Remembers which folders it has seen. */
export class Putter {
  readonly #disk: Disk
  readonly #folders = new Set<string>()

  /** @param folders those that exist already */
  constructor(disk: Disk, folders: Iterable<string> = []) {
    this.#disk = disk
    for (const folder of folders) this.#folders.add(folder)
  }

  /** @param file a path with a folder @throws DiskError; the file is then as it was before */
  put(file: string, content: string | Uint8Array): void {
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
        // The next run sweeps it; what matters is the first error.
      }
      throw error
    }
  }

  #make(folder: string): void {
    if (this.#folders.has(folder)) return
    for (const above of [...foldersAbove(folder).reverse(), folder]) {
      if (!this.#folders.has(above)) this.#disk.makeFolder(above)
      this.#folders.add(above)
    }
  }
}
