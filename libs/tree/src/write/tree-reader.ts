import { parentPort, workerData } from 'node:worker_threads'
import { entriesOf, plainHash } from './look.ts'
import type { FolderText, ReaderData } from './read-ahead.ts'

/** The thread of `readAhead`. Leaves out unreadable files: whoever reads one gets its error. */
const { root, folders } = workerData as ReaderData
const texts: [string, FolderText][] = []

function visit(folder: string): void {
  const rows = entriesOf(`${root}/${folder}`).map(
    ({ name, kind }) => [name, kind, kind === 'file' ? plainHash(`${root}/${folder}/${name}`) : undefined] as const,
  )
  texts.push([folder, JSON.stringify(rows)])
  for (const [name, kind] of rows) if (kind === 'folder') tried(`${folder}/${name}`)
}

function tried(folder: string): void {
  try {
    visit(folder)
  } catch {
    // Left out.
  }
}

for (const folder of folders) tried(folder)
parentPort?.postMessage(texts)
