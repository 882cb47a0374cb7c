import { getCompileCacheDir } from 'node:module'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { folderOf } from '@slipway/core'
import { ownedFolders } from '../render/path.ts'
import type { Disk, Entry } from './disk.ts'

export interface ReaderData {
  readonly root: string
  readonly folders: readonly string[]
}

/** Its entries as JSON: name, kind, and the hash of a file, as `Disk` says it. */
export type FolderText = string
type Row = readonly [name: string, kind: Entry['kind'], hash: string | null]

/** So many files are read while a thread starts. */
export const fewFiles = 5000

/**
 * Lets another thread read the owned folders while this one reads specs and judges objects, which takes longer.
 * @param files how many there are, about
 * @returns waits for it, and gives the disk with what it read; anything else is asked of the disk itself
 */
export function readAhead(disk: Disk, files: number): () => Promise<Disk> {
  if (files < fewFiles) return () => Promise.resolve(disk)
  const compiled = getCompileCacheDir()
  // One that is a link may lead anywhere.
  const folders = ownedFolders.filter((folder) => disk.stat(folder)?.kind === 'folder')
  const workerData: ReaderData = { root: disk.root, folders }
  const worker = new Worker(new URL('./tree-reader.ts', import.meta.url), {
    workerData,
    execArgv: ['--no-warnings'],
    env: compiled === undefined ? {} : { NODE_COMPILE_CACHE: path.dirname(compiled) },
  })
  // Where nobody asks, nobody waits.
  worker.unref()
  const read = new Promise<readonly (readonly [string, FolderText])[]>((resolve) => {
    worker.once('message', resolve)
    worker.once('error', () => resolve([]))
    worker.once('exit', () => resolve([]))
  })
  return async () => {
    worker.ref()
    const texts = new Map(await read)
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
