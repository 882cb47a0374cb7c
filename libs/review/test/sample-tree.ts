import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Files } from './corpus.ts'

const root = path.resolve(import.meta.dirname, '../../..')

/** The generated files of this repository's own estate. */
export const sampleTree: Files = new Map(
  ['clusters', 'argocd'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.yaml'))
      .sort()
      .map((file) => [`${folder}/${file}`, readFileSync(path.join(root, folder, file), 'utf8')] as const),
  ),
)
