import { folderOf } from '@slipway/core'
import { ownedFolders } from '../render/path.ts'
import type { Disk, Entry } from './disk.ts'
import { fewFiles, startThread } from './thread.ts'

export interface ReaderData {
  readonly root: string
  readonly folders: readonly string[]
}

/** Its entries as JSON: name, kind, and the hash of a file, as `Disk` says it. */
export type FolderText = string
type Row = readonly [name: string, kind: Entry['kind'], hash: string | null]

/**
 * Lets another thread read the owned folders while this one reads specs and judges objects, which takes longer.
 * @param files how many there are, about
 * @returns waits for it, and gives the disk with what it read; anything else is asked of the disk itself
 */
export function readAhead(disk: Disk, files: number): () => Promise<Disk> {
  if (files < fewFiles) return () => Promise.resolve(disk)
  // One that is a link may lead anywhere.
  const folders = ownedFolders.filter((folder) => disk.stat(folder)?.kind === 'folder')
  const workerData: ReaderData = { root: disk.root, folders }
  const none: readonly (readonly [string, FolderText])[] = []
  const { worker, answer } = startThread(new URL('./tree-reader.ts', import.meta.url), none, { workerData })
  return async () => {
    worker?.ref()
    const texts = new Map(await answer)
    let last: { readonly folder: string; readonly rows: ReadonlyMap<string, Row> } | undefined
    const rowsOf = (folder: string): ReadonlyMap<string, Row> | undefined => {
      const text = texts.get(folder)
      if (text === undefined) return undefined
      if (last?.folder !== folder)
        last = { folder, rows: new Map((JSON.parse(text) as Row[]).map((row) => [row[0], row])) }
      return last.rows
    }
    return {
      ...disk,
      list: (folder) => {
        const rows = rowsOf(folder)
        return rows === undefined ? disk.list(folder) : [...rows.values()].map(([name, kind]) => ({ name, kind }))
      },
      hash: (file) => {
        const folder = folderOf(file)
        const row = rowsOf(folder)?.get(file.slice(folder.length + 1))
        return row?.[1] === 'file' ? (row[2] ?? undefined) : disk.hash(file)
      },
    }
  }
}
