import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/**
 * Copies a file or a folder with all in it; the copies can be written and deleted by their owner, unlike Go's module cache, whose folders
 * are read-only.
 * @throws when there is no such source
 */
export function copyTree(source: string, target: string): void {
  if (statSync(source).isDirectory()) {
    mkdirSync(target, { recursive: true })
    for (const name of readdirSync(source)) copyTree(path.join(source, name), path.join(target, name))
  } else {
    mkdirSync(path.dirname(target), { recursive: true })
    writeFileSync(target, readFileSync(source))
  }
}

/** The size of a file, or of all files in a folder, in bytes. */
export function sizeOf(file: string): number {
  const stat = statSync(file)
  return stat.isDirectory()
    ? readdirSync(file).reduce((sum, name) => sum + sizeOf(path.join(file, name)), 0)
    : stat.size
}
