import { hash } from 'node:crypto'
import { readdirSync, readFileSync, type Dirent, type Stats } from 'node:fs'

/** What was read, in order: a folder's path ends with a slash, and its content is the list of its entries. */
export interface InputHash {
  readonly paths: readonly string[]
  readonly hash: string
}

export type FileKind = 'file' | 'folder' | 'link' | 'other'

export const kindOf = (entry: Dirent | Stats): FileKind =>
  entry.isSymbolicLink() ? 'link' : entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'other'

const entriesOf = (root: string, folder: string): readonly Dirent[] =>
  readdirSync(`${root}/${folder}`, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))

const listing = (entries: readonly Dirent[]): Buffer =>
  Buffer.from(entries.map((entry) => `${kindOf(entry)} ${entry.name}\n`).join(''))

const hashOf = (contents: readonly (readonly [string, Buffer])[]): string =>
  hash(
    'sha256',
    Buffer.concat(contents.flatMap(([path, content]) => [Buffer.from(`${path}\0${content.length}\0`), content])),
  )

/**
 * Reads files of an estate and hashes exactly what it has read: while the hash is the same, so is whatever was made of it. No clock and no inode
 * takes part in it, and a file that changes while we read cannot come under the hash of its other content.
 */
export class InputFiles {
  readonly root: string
  readonly #contents = new Map<string, Buffer>()
  readonly #kinds = new Map<string, FileKind>()
  #isAll = true

  constructor(root: string) {
    this.root = root
  }

  /** The names in a folder, sorted. @throws when it cannot be read */
  list(folder: string): readonly string[] {
    const entries = entriesOf(this.root, folder)
    this.#record(folder, `${folder}/`, listing(entries))
    for (const entry of entries) this.#kinds.set(`${folder}/${entry.name}`, kindOf(entry))
    return entries.map(({ name }) => name)
  }

  /** What an entry of a folder is that was listed. */
  kind(path: string): FileKind | undefined {
    return this.#kinds.get(path)
  }

  /** @throws when it cannot be read */
  read(file: string): Buffer {
    const content = readFileSync(`${this.root}/${file}`)
    this.#record(file, file, content)
    return content
  }

  /** Something else decides as well: code was run, which may read anything. */
  spoil(): void {
    this.#isAll = false
  }

  /** @returns `undefined` where something else decides as well: code that was run, or a link on the way */
  get hash(): InputHash | undefined {
    return this.#isAll ? { paths: [...this.#contents.keys()], hash: hashOf([...this.#contents]) } : undefined
  }

  #record(path: string, key: string, content: Buffer): void {
    const kind = this.#kinds.get(path)
    if (kind === 'link' || kind === 'other') this.#isAll = false
    this.#contents.set(key, content)
  }
}

/** The hash of what lies at the same paths now; `undefined` where one cannot be read. */
export function hashNow(root: string, paths: readonly string[]): string | undefined {
  try {
    return hashOf(
      paths.map((path) => [
        path,
        path.endsWith('/') ? listing(entriesOf(root, path.slice(0, -1))) : readFileSync(`${root}/${path}`),
      ]),
    )
  } catch {
    return undefined
  }
}
