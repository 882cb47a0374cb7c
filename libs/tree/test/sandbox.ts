/** For tests: a folder that is thrown away, files of the tree in it, git, and a disk that fails. */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DiskError, nodeDisk, type Disk } from '../src/write/disk.ts'
import type { Files } from '../src/render/files.ts'
import { header } from '../src/render/header.ts'
import { takeLock, type Lock } from '../src/write/lock.ts'
import { ownedFolders } from '../src/render/path.ts'
import { writeTree } from '../src/cache/cached-tree.ts'
import type { WriteOptions } from '../src/write/write.ts'

/** A generated file that says one word. */
export const generated = (word: string, source = 'apps/web/app.ts'): string => `${header(source)}\nsays: ${word}\n`

/** Files by path, each with its word. */
export const tree = (words: Readonly<Record<string, string>>): Files =>
  new Map(Object.entries(words).map(([file, word]) => [file, generated(word)]))

/** In memory where the system has such a folder: the crash tests make thousands of files. */
const place = fs.existsSync('/dev/shm') ? '/dev/shm' : fs.realpathSync(tmpdir())

export class Sandbox {
  readonly root = fs.mkdtempSync(path.join(place, 'slipway-tree-'))
  readonly disk: Disk = nodeDisk(this.root)

  put(file: string, text: string): void {
    fs.mkdirSync(path.dirname(this.full(file)), { recursive: true })
    fs.writeFileSync(this.full(file), text)
  }
  full = (file: string): string => path.join(this.root, file)
  text = (file: string): string => fs.readFileSync(this.full(file), 'utf8')
  exists = (file: string): boolean => fs.existsSync(this.full(file))

  /** Everything below a folder: files with their text, empty folders with nothing. */
  below(folder: string): Record<string, string> {
    if (!this.exists(folder)) return {}
    if (!fs.statSync(this.full(folder)).isDirectory()) return { [folder]: this.text(folder) }
    const entries = fs.readdirSync(this.full(folder), { withFileTypes: true, recursive: true })
    return Object.fromEntries(
      entries
        .flatMap((entry): [string, string][] => {
          const file = path.relative(this.root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/')
          if (entry.isDirectory()) return fs.readdirSync(this.full(file)).length === 0 ? [[`${file}/`, '']] : []
          return [[file, entry.isFile() ? this.text(file) : '']]
        })
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    )
  }
  owned = (): Record<string, string> =>
    Object.assign({}, ...ownedFolders.map((folder) => this.below(folder))) as Record<string, string>

  /** Writes a tree as `gen` does, outside git. */
  write(files: Files, options: WriteOptions = {}, disk: Disk = this.disk) {
    const lock = takeLock(disk)
    if (!lock.ok) return lock
    try {
      return writeTree(disk, files, lock.value, { committed: () => new Set(), ...options })
    } finally {
      lock.value.release()
    }
  }

  /** Runs git as a person without settings of their own; the answer's first word on failure is git's. */
  git(...args: readonly string[]): string {
    const { status, stdout, stderr } = this.tryGit(...args)
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stdout}${stderr}`)
    return stdout
  }
  tryGit(...args: readonly string[]) {
    const person = [
      'user.name=A',
      'user.email=a@example.com',
      'commit.gpgsign=false',
      'init.defaultBranch=main',
      'core.editor=true',
      'rerere.enabled=false',
    ]
    return spawnSync('git', [...person.flatMap((setting) => ['-c', setting]), ...args], {
      cwd: this.root,
      encoding: 'utf8',
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
    })
  }

  lock(): Lock {
    const lock = takeLock(this.disk)
    if (!lock.ok) throw new Error('locked')
    return lock.value
  }
  clean = (): void => fs.rmSync(this.root, { recursive: true, force: true })
}

/** What a killed process would have done next. */
export class Killed extends Error {}

type Step = Exclude<keyof Disk, 'root'>

/**
 * A disk that counts its steps, and throws `error` instead of those that `fail` chooses, or after half of a write.
 */
export function failingDisk(
  disk: Disk,
  fail: (count: number, step: Step, file: string) => boolean,
  error: (step: Step, file: string) => Error,
) {
  const seen = { count: 0, steps: [] as string[] }
  const wrap = <S extends Step>(step: S): Disk[S] => {
    const run = (...args: [string, string]) => {
      seen.count++
      const file = step === 'rename' ? args[1] : args[0]
      seen.steps.push(`${step} ${file}`)
      if (!fail(seen.count, step, file)) return (disk[step] as (...given: [string, string]) => unknown)(...args)
      if (step === 'write')
        fs.writeFileSync(path.join(disk.root, file), args[1].slice(0, args[1].length / 2), { mode: 0o600 })
      throw error(step, file)
    }
    return run as unknown as Disk[S]
  }
  const wrapped: Disk = {
    root: disk.root,
    list: wrap('list'),
    stat: wrap('stat'),
    read: wrap('read'),
    hash: wrap('hash'),
    write: wrap('write'),
    rename: wrap('rename'),
    link: wrap('link'),
    remove: wrap('remove'),
    makeFolder: wrap('makeFolder'),
    removeFolder: wrap('removeFolder'),
  }
  return { disk: wrapped, seen }
}

/** Dies at a step: that step half done, no later step done at all. */
export const dyingDisk = (disk: Disk, at: number) =>
  failingDisk(
    disk,
    (count) => count >= at,
    () => new Killed(),
  )

/** Fails once, at a step, as the system would. */
export const faultyDisk = (disk: Disk, at: number, code: string) =>
  failingDisk(
    disk,
    (count) => count === at,
    (step, file) => new DiskError(step, file, code, `${code}: made up`),
  )
