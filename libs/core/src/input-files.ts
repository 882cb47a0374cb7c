import { hash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, realpathSync, statSync, type Dirent } from 'node:fs'
import path from 'node:path'
import { kindOf, type FileKind } from './file-kind.ts'
import { issue, type Issue } from './issue.ts'

/** In order of reading; a folder (its path ends with a slash) counts as its list of entries. */
export interface InputHash {
  readonly paths: readonly string[]
  readonly hash: string
}

const entriesOf = (root: string, folder: string): readonly Dirent[] =>
  readdirSync(`${root}/${folder}`, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))

const listing = (entries: readonly Dirent[]): Buffer =>
  Buffer.from(entries.map((entry) => `${kindOf(entry)} ${entry.name}\n`).join(''))

const hashOf = (contents: readonly (readonly [string, Buffer])[]): string =>
  hash(
    'sha256',
    Buffer.concat(contents.flatMap(([path, content]) => [Buffer.from(`${path}\0${content.length}\0`), content])),
  )

/** Specs, release files and config files are smaller by far. */
const largestInput = 4 * 2 ** 20

/** Why a file cannot be an input, by its kind and size; follows links. */
function inputProblem(root: string, file: string, largest = largestInput): string | undefined {
  const stat = statSync(`${root}/${file}`, { throwIfNoEntry: false })
  if (stat === undefined) return undefined
  if (!stat.isFile()) return stat.isDirectory() ? 'a folder' : 'a device, a pipe or a socket'
  return stat.size > largest ? `${Math.ceil(stat.size / 2 ** 20)} MB` : undefined
}

/** `inputProblem` as an issue. */
export function inputIssue(root: string, file: string, largest = largestInput): Issue | undefined {
  const problem = inputProblem(root, file, largest)
  if (problem === undefined) return undefined
  const isFile = statSync(`${root}/${file}`).isFile()
  const want = `a regular file of at most ${largest / 2 ** 20} MB`
  return issue(file, '', 'input-size', problem, want, isFile ? 'split it' : 'put a file in its place')
}

/**
 * Reads a file that people wrote and verbs may write. Follows no link, and reads no device without end.
 * @returns undefined if it is missing, or no regular file of its own
 */
export function plainText(root: string, file: string): string | undefined {
  const full = path.join(root, file)
  if (!existsSync(full) || inputProblem(root, file) !== undefined) return undefined
  const isItself = realpathSync(full) === path.join(realpathSync(root), file)
  return isItself ? readFileSync(full, 'utf8') : undefined
}

/**
 * Reads an estate's files and hashes exactly what it read: an equal hash means equal results. No clock, no inode; a
 * file that changes meanwhile cannot come under another content's hash.
 */
export class InputFiles {
  readonly root: string
  readonly #contents = new Map<string, Buffer>()
  readonly #kinds = new Map<string, FileKind>()
  readonly #lists = new Map<string, readonly string[]>()
  #isAll = true

  constructor(root: string) {
    this.root = root
  }

  /** Read once: an app may have two thousand files in one folder, and each asks for it. */
  list(folder: string): readonly string[] {
    const known = this.#lists.get(folder)
    if (known !== undefined) return known
    const entries = entriesOf(this.root, folder)
    this.#record(folder, `${folder}/`, listing(entries))
    for (const entry of entries) this.#kinds.set(`${folder}/${entry.name}`, kindOf(entry))
    const names = entries.map(({ name }) => name)
    this.#lists.set(folder, names)
    return names
  }

  kind(path: string): FileKind | undefined {
    return this.#kinds.get(path)
  }

  /** @throws also for devices, which never end, and for what is too large */
  read(file: string): Buffer {
    const problem = inputProblem(this.root, file)
    if (problem !== undefined)
      throw new Error(`${problem}; at most ${largestInput / 2 ** 20} MB of a regular file are read`)
    const content = readFileSync(`${this.root}/${file}`)
    this.#record(file, file, content)
    return content
  }

  /** Code was run, which may read anything. */
  spoil(): void {
    this.#isAll = false
  }

  /** `undefined` after code was run, or for a link on the way. */
  get hash(): InputHash | undefined {
    return this.#isAll ? { paths: [...this.#contents.keys()], hash: hashOf([...this.#contents]) } : undefined
  }

  #record(path: string, key: string, content: Buffer): void {
    const kind = this.#kinds.get(path)
    if (kind === 'link' || kind === 'other') this.#isAll = false
    this.#contents.set(key, content)
  }
}

/** The same paths now; `undefined` where one cannot be read. */
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
