import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

export interface Side {
  /** By path: equal for equal content on both sides. */
  readonly files: ReadonlyMap<string, string>
  read(paths: readonly string[]): Promise<ReadonlyMap<string, Buffer>>
}

/** Git's name of a content. */
const blobName = (content: Buffer, algorithm: 'sha1' | 'sha256'): string =>
  createHash(algorithm).update(`blob ${content.length}\0`).update(content).digest('hex')

const skipped = new Set(['.git', 'node_modules', '.terraform'])

function walk(root: string, folder: string, found: string[]): void {
  for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
    const file = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.isDirectory() && !skipped.has(entry.name)) walk(root, file, found)
    else if (entry.isFile()) found.push(file)
  }
}

/** A folder or file on disk. Contents are kept, since they are read to be compared. @param within by default all */
export function folderSide(
  root: string,
  algorithm: 'sha1' | 'sha256' = 'sha1',
  within?: (file: string) => boolean,
  only: readonly string[] = [''],
): Side {
  const found: string[] = []
  const single = statSync(root).isFile()
  if (single) found.push('')
  else
    for (const folder of only)
      if (statSync(path.join(root, folder), { throwIfNoEntry: false })?.isDirectory() === true)
        walk(root, folder, found)
  const contents = new Map<string, Buffer>()
  const files = new Map<string, string>()
  for (const file of found.sort()) {
    if (!single && within !== undefined && !within(file)) continue
    const content = readFileSync(path.join(root, file))
    const name = single ? 'file.yaml' : file
    contents.set(name, content)
    files.set(name, blobName(content, algorithm))
  }
  const read: Side['read'] = (paths) => {
    const wanted = new Set(paths)
    return Promise.resolve(new Map([...contents].filter(([file]) => wanted.has(file))))
  }
  return { files, read }
}
