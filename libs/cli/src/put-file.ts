import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Written beside its place and moved there: a file is never half-written. Makes the folders above. */
export function putFile(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(`${file}.new`, text)
  renameSync(`${file}.new`, file)
}
