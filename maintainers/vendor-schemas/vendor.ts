import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { download } from './download.ts'
import { generate } from './generate.ts'
import { readme } from './readme.ts'

/** Replaces all generated schemas. @param folder of all schemas */
export function writeSchemas(folder: string, files: ReadonlyMap<string, string>): void {
  const before = existsSync(folder) ? readdirSync(folder) : []
  for (const name of before) rmSync(path.join(folder, name), { recursive: true, force: true })
  for (const [name, text] of files) {
    const file = path.join(folder, name)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
}

/** @throws when a module cannot be had @returns how much was written */
export async function vendor(root: string): Promise<{ readonly files: number; readonly bytes: number }> {
  const files = await generate(download)
  const bytes = [...files.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0)
  writeSchemas(path.join(root, 'libs/checks/schemas'), new Map([...files, ['README.md', readme(bytes)] as const]))
  return { files: files.size, bytes }
}
