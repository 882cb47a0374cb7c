import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Side } from '../side.ts'

const climbs = /(?:^|\/)\.{1,2}(?:\/|$)|^\/|\\|\0/

/**
 * Lays out some files of a side, as plain files: no link leads anywhere. A file is written once, however many ask for
 * it.
 */
export class Layout {
  readonly folder: string
  readonly #side: Side
  readonly #written = new Set<string>()
  /** Requests run one after the other: an earlier one's result has to be there. */
  #done: Promise<void> = Promise.resolve()

  constructor(side: Side, folder: string) {
    this.#side = side
    this.folder = folder
  }

  add(files: readonly string[]): Promise<void> {
    this.#done = this.#done.then(() => this.#write(files))
    return this.#done
  }

  async #write(files: readonly string[]): Promise<void> {
    const wanted = files.filter((file) => !this.#written.has(file) && this.#side.files.has(file) && !climbs.test(file))
    for (const file of wanted) this.#written.add(file)
    for (const [file, content] of await this.#side.read(wanted)) {
      const place = path.join(this.folder, file)
      mkdirSync(path.dirname(place), { recursive: true })
      writeFileSync(place, content)
    }
  }
}
