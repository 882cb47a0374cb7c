import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { download } from './download.ts'
import { generate } from './generate.ts'
import { readme } from './readme.ts'

/** @throws when a module cannot be had @returns how much was written */
export async function vendor(root: string): Promise<{ readonly files: number; readonly bytes: number }> {
  const files = await generate(download)
  const bytes = [...files.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0)
  const folder = path.join(root, 'libs/checks/schemas')
  rmSync(folder, { recursive: true, force: true })
  for (const [name, text] of [...files, ['README.md', readme(bytes)] as const]) {
    const file = path.join(folder, name)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  return { files: files.size, bytes }
}
