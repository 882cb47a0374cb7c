import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { sha256, stateFolder } from '@slipway/tree/writing'

/** Texts that ring 3 found valid before, by their hash (`sha256`). */
export interface Judged {
  readonly has: (hash: string) => boolean
  /** Remembers that all of these were found valid. */
  readonly keep: (hashes: Iterable<string>) => void
}

/** For a run that is to ask about everything. */
export const nothingJudged: Judged = { has: () => false, keep: () => {} }

const libs = path.resolve(import.meta.dirname, '../../../libs')

/** What decides a judgement beside the text: kubeconform's pin, our use of it, and every schema. */
export function judgeKey(folder: string = path.join(libs, 'checks')): string {
  const sum = createHash('sha256')
  for (const part of ['kubeconform', 'schemas', 'src']) {
    for (const name of readdirSync(path.join(folder, part), { recursive: true, encoding: 'utf8' }).sort()) {
      if (!/\.(json|ts|mod|sum)$/.test(name) || name.endsWith('.test.ts')) continue
      sum.update(`\0${part}/${name}\0`).update(readFileSync(path.join(folder, part, name)))
    }
  }
  return sum.digest('hex')
}

/** Puts a file in its place, whole. */
export function put(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true })
  const temporary = `${file}.${process.pid}.tmp`
  writeFileSync(temporary, text)
  renameSync(temporary, file)
}

/** Its first line is the key, the second the sum of the rest, then a hash a line: a file that is not whole is none. */
function stored(file: string, key: string): ReadonlySet<string> {
  if (!existsSync(file)) return new Set()
  const [of, sum, ...hashes] = readFileSync(file, 'utf8').trimEnd().split('\n')
  return of === key && sum === sha256(hashes.join('\n')) ? new Set(hashes) : new Set()
}

/**
 * What earlier runs found valid, in `.slipway/judged` below a root. Only a memory: without it all is asked again. Two runs at once each leave a
 * whole file, the last one theirs.
 * @param key from `judgeKey`: with other schemas nothing is remembered
 */
export function openJudged(root: string, key: string): Judged {
  const file = path.join(root, stateFolder, 'judged')
  const known = stored(file, key)
  return {
    has: (hash) => known.has(hash),
    keep: (all) => {
      const hashes = [...new Set(all)].sort()
      if (hashes.length === known.size && hashes.every((hash) => known.has(hash))) return
      put(file, `${key}\n${sha256(hashes.join('\n'))}\n${hashes.join('\n')}\n`)
    },
  }
}
