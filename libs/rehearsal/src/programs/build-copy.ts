import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Copies what its owner can delete, unlike Go's read-only module cache. */
export function copyTree(source: string, target: string): void {
  if (statSync(source).isDirectory()) {
    mkdirSync(target, { recursive: true })
    for (const name of readdirSync(source)) copyTree(path.join(source, name), path.join(target, name))
  } else {
    mkdirSync(path.dirname(target), { recursive: true })
    writeFileSync(target, readFileSync(source))
  }
}

export function sizeOf(file: string): number {
  const stat = statSync(file)
  return stat.isDirectory()
    ? readdirSync(file).reduce((sum, name) => sum + sizeOf(path.join(file, name)), 0)
    : stat.size
}
