import { createHash } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync, readlinkSync, statSync, type Stats } from 'node:fs'
import path from 'node:path'

/** A link, submodule or other entry in place of a file, with its name in git if it has one. */
export interface Odd {
  readonly kind: 'link' | 'submodule' | 'other'
  readonly id: string
}

export interface Side {
  /** By path: equal for equal content on both sides. */
  readonly files: ReadonlyMap<string, string>
  /** Entries that are no files. Links are never followed. */
  readonly odd: ReadonlyMap<string, Odd>
  readonly executable: ReadonlySet<string>
  /** Bytes of contents, before they are read. */
  sizes(paths: readonly string[]): ReadonlyMap<string, number>
  /** Contents by path; for a link, its target. */
  read(paths: readonly string[]): Promise<ReadonlyMap<string, Buffer>>
}

/** Git's name of a content. */
const blobName = (content: Buffer, algorithm: 'sha1' | 'sha256'): string =>
  createHash(algorithm).update(`blob ${content.length}\0`).update(content).digest('hex')

const skipped = new Set(['.git', 'node_modules', '.terraform'])
/** Larger ones are compared by size and time, and not read. */
const largest = 64 * 2 ** 20

function walk(root: string, folder: string, found: string[]): void {
  for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
    const file = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (!entry.isDirectory()) found.push(file)
    else if (!skipped.has(entry.name)) walk(root, file, found)
  }
}

const bufferOf = (root: string, file: string, stat: Stats): Buffer | undefined => {
  if (stat.isSymbolicLink()) return Buffer.from(readlinkSync(path.join(root, file)))
  return stat.isFile() && stat.size <= largest ? readFileSync(path.join(root, file)) : undefined
}

/**
 * A folder or file on disk. Contents are kept, since they are read to be compared.
 * @param only paths below the root; by default all files
 */
export function folderSide(root: string, algorithm: 'sha1' | 'sha256' = 'sha1', only?: readonly string[]): Side {
  const single = statSync(root).isFile()
  const found: string[] = single ? [''] : [...(only ?? [])]
  if (!single && only === undefined) walk(root, '', found)
  const contents = new Map<string, Buffer>()
  const [files, odd, executable, sizes] = [
    new Map<string, string>(),
    new Map<string, Odd>(),
    new Set<string>(),
    new Map<string, number>(),
  ]
  for (const file of found.sort()) {
    const stat = single ? statSync(root) : lstatSync(path.join(root, file), { throwIfNoEntry: false })
    // A folder that git tracks as one entry is a repository of its own.
    if (stat === undefined) continue
    const name = single ? 'file.yaml' : file
    const content = stat.isDirectory() ? undefined : bufferOf(root, file, stat)
    const id = content === undefined ? `${stat.size} bytes of ${stat.mtimeMs}` : blobName(content, algorithm)
    sizes.set(name, stat.size)
    if (content !== undefined) contents.set(name, content)
    if (stat.isFile()) files.set(name, id)
    else odd.set(name, { kind: stat.isSymbolicLink() ? 'link' : stat.isDirectory() ? 'submodule' : 'other', id })
    if (stat.isFile() && (stat.mode & 0o111) !== 0) executable.add(name)
  }
  const read = (file: string): readonly (readonly [string, Buffer])[] => {
    const content = contents.get(file)
    return content === undefined ? [] : [[file, content]]
  }
  return {
    files,
    odd,
    executable,
    sizes: (paths) => new Map(paths.map((file) => [file, sizes.get(file) ?? 0])),
    read: (paths) => Promise.resolve(new Map(paths.flatMap(read))),
  }
}

/** The part of a side in some folders. @param folders from its root; none for all of it */
export function within(side: Side, folders: readonly string[]): Side {
  const roots = folders.map((folder) => folder.replaceAll(/^(?:\.\/)+|\/+$/g, ''))
  if (roots.length === 0 || roots.some((folder) => folder === '' || folder === '.')) return side
  const isIn = (file: string) => roots.some((folder) => file === folder || file.startsWith(`${folder}/`))
  const those = <T>(files: ReadonlyMap<string, T>) => new Map([...files].filter(([file]) => isIn(file)))
  return {
    ...side,
    files: those(side.files),
    odd: those(side.odd),
    executable: new Set([...side.executable].filter(isIn)),
  }
}
