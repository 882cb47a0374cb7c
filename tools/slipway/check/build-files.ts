import { existsSync, readdirSync, type Dirent } from 'node:fs'
import path from 'node:path'
import { pathPattern } from '@slipway/core'

const unread = new Set(['.git', 'node_modules'])

/** The files of a repository, for patterns of COPY: each folder is read once, whatever is asked. */
export class BuildFiles {
  readonly #root: string
  readonly #entries = new Map<string, readonly Dirent[]>()
  readonly #known = new Map<string, readonly string[]>()

  constructor(root: string) {
    this.#root = root
  }

  /**
   * Files and links that a pattern means, with all that is below its folders, as Go's filepath.Match has it: `*` and
   * `?` within a name.
   */
  matching(pattern: string): readonly string[] {
    const known = this.#known.get(pattern) ?? this.#find(pattern)
    this.#known.set(pattern, known)
    return known
  }

  #find(pattern: string): readonly string[] {
    const parts = pattern.split('/').filter((part) => part !== '' && part !== '.')
    let here: readonly string[] = ['']
    for (const part of parts) {
      // `**` is any name to Docker: it knows no folders between.
      const fits = pathPattern(part.replaceAll(/\*+/g, '*'))
      here = here.flatMap((folder) =>
        this.#list(folder)
          .filter(({ name }) => fits(name))
          .map(({ name }) => path.posix.join(folder, name)),
      )
    }
    return here.flatMap((at) => this.#below(at))
  }

  #list(folder: string): readonly Dirent[] {
    const full = path.join(this.#root, folder)
    const known = this.#entries.get(folder)
    if (known !== undefined) return known
    const isFolder = existsSync(full) && (folder === '' || this.#isFolder(folder))
    const entries = isFolder ? readdirSync(full, { withFileTypes: true }).filter(({ name }) => !unread.has(name)) : []
    this.#entries.set(folder, entries)
    return entries
  }

  #isFolder(at: string): boolean {
    const entries = this.#list(path.posix.dirname(at).replace(/^\.$/, ''))
    return entries.find(({ name }) => name === path.posix.basename(at))?.isDirectory() === true
  }

  #below(at: string): readonly string[] {
    if (at !== '' && !this.#isFolder(at)) return [at]
    return this.#list(at).flatMap(({ name }) => this.#below(path.posix.join(at, name)))
  }
}
