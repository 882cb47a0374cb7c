import fs from 'node:fs'
import { sha256, type Disk } from '../write/disk.ts'
import { lockedAt } from '../write/lock.ts'
import { stateFolder } from '../render/path.ts'
import { Putter } from '../write/put.ts'
import { tick } from './state.ts'
import { readSummed, summed } from './summed.ts'

/** A line for each folder of `apps/`. */
export const readingsFile = `${stateFolder}/apps.jsonl`
const version = 1

/** Paths below the root and how the disk describes each. */
export type Looked = readonly (readonly [string, string])[]

/** What was read of an app, as text, and what would look different if it had changed since; nothing where that is not sure. */
export interface Reading {
  readonly text: string
  readonly looked: Looked | undefined
}

/** What earlier runs read of the estate. Only a memory, like the other one: without it all is read. */
export interface Readings {
  /** The code that read it (`codeKey`), and the hash of the fleet that it was read with. */
  readonly code: string
  readonly fleet: string
  /** The folder of apps, and the files of the fleet where these say all outright. */
  readonly looked: Looked | undefined
  readonly apps: ReadonlyMap<string, Reading>
  /** When the run began that saved it, by the clock of the disk. */
  readonly began: number
  readonly clusters: number
  /** The hash of all that it says; nothing where an app is missing in it. */
  readonly id: string | undefined
}

/**
 * How the disk describes a file or a folder: its inode, size, and times of writing and of change, which nobody can set back. A folder's changes
 * with its entries.
 * @returns nothing for a link and the like, and for what was not there
 */
export function look(root: string, file: string): { readonly text: string; readonly newest: number } | undefined {
  // `path.join` would look at every letter of thousands of paths.
  const stat = fs.lstatSync(`${root}/${file}`, { throwIfNoEntry: false })
  if (stat === undefined || !(stat.isFile() || stat.isDirectory())) return undefined
  return {
    text: `${stat.ino} ${stat.size} ${stat.mtimeMs} ${stat.ctimeMs}`,
    newest: Math.max(stat.mtimeMs, stat.ctimeMs),
  }
}

/**
 * How the disk describes what a run has read, after it has.
 * @param began when the run began, before it read anything, by the clock of the disk
 * @returns nothing where something changed shortly before or later: it could change once more and look the same
 */
export function lookAll(root: string, files: readonly string[], began: number, at = look): Looked | undefined {
  const looked: [string, string][] = []
  for (const file of files) {
    const seen = at(root, file)
    if (seen === undefined || seen.newest >= began - tick) return undefined
    looked.push([file, seen.text])
  }
  return looked
}

/** Whether all of it looks as it did. */
export const looksTheSame = (root: string, looked: Looked | undefined, at = look): boolean =>
  looked !== undefined && looked.every(([file, text]) => at(root, file)?.text === text)

/** What a run that holds the lock has to go by: when it began, and what was read before. */
export interface ReadBefore {
  readonly began: number
  readonly before: Readings | undefined
  /** Whether what was read of an app looks the same now; looked at once. */
  readonly isSame: (name: string) => boolean
}

/** The hash of what was read. */
export const idOf = (code: string, fleet: string, apps: ReadonlyMap<string, Pick<Reading, 'text'>>): string =>
  sha256([code, fleet, ...[...apps].map(([name, { text }]) => `${name}\t${text}`).sort()].join('\n'))

/**
 * What earlier runs read. To be called under the lock, before anything is read.
 * @returns nothing without a lock, for then nobody knows what the disk's clock says
 */
export function readReadings(disk: Disk): ReadBefore | undefined {
  const began = lockedAt(disk)
  return began === undefined ? undefined : readBefore(disk, began)
}

/** What was read no later than a time; what was read later is none, for the clock was set back. Who holds no lock takes the system's clock for the disk's. */
export function readBefore(disk: Disk, began: number): ReadBefore {
  const before = readingsUntil(disk, began)
  const seen = new Map<string, boolean>()
  const isSame = (name: string): boolean => {
    const same = seen.get(name) ?? looksTheSame(disk.root, before?.apps.get(name)?.looked)
    seen.set(name, same)
    return same
  }
  return { began, before, isSame }
}

function readingsUntil(disk: Disk, now: number): Readings | undefined {
  const stored = readSummed(disk, readingsFile, version)
  if (stored === undefined || !stored.isWhole) return undefined
  const head = stored.head as unknown as Omit<Readings, 'apps'>
  if (head.began > now) return undefined
  const apps = new Map<string, Reading>()
  for (const line of stored.body.split('\n')) {
    const [name = '', looked = '', text = ''] = line.split('\t')
    if (name !== '') apps.set(name, { text, looked: looked === '' ? undefined : (JSON.parse(looked) as Looked) })
  }
  return { ...head, apps }
}

/** Keeps what was read. JSON has no tab and no line break outside of its texts, and none of them raw within. */
export function saveReadings(disk: Disk, { apps, ...head }: Readings): void {
  const lines = [...apps].map(
    ([name, { looked, text }]) => `${name}\t${looked === undefined ? '' : JSON.stringify(looked)}\t${text}\n`,
  )
  new Putter(disk).put(readingsFile, summed(version, head, lines.join('')))
}
