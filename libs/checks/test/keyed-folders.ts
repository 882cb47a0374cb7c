import { createHash } from 'node:crypto'
import type { Rendered } from '@slipway/core'
import type { Folder } from '../src/engine/check-folders.ts'
import { foldersOf } from '../src/engine/check-rendered.ts'

const sum = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex')

/** The tree in folders; of those whose name is not in `unkeyed` with the key of all that is in them. */
export function keyedFolders(estate: readonly Rendered[], unkeyed: ReadonlySet<string> = new Set()): readonly Folder[] {
  const texts = new Map(estate.map((file) => [file.path, sum(file.objects)]))
  const folders = foldersOf(estate, (file) => texts.get(file) ?? '')
  return folders.map((one) => ({ ...one, key: unkeyed.has(one.folder) ? undefined : sum(one.files()) }))
}
