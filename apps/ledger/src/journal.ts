import { open, readFile, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { StartError } from '@slipway/service'
import type { Entry, NewEntry } from './entry.ts'

/** `new`: written and on the disk. `same`: it was there already. `other`: the key is taken by an entry that says something else. */
export type Written = { readonly kind: 'new' | 'same' | 'other'; readonly entry: Entry }

export interface Journal {
  /** Resolves when the entry is on the disk, not before. */
  write(entry: NewEntry): Promise<Written>
  find(key: string): Entry | undefined
  /** Entries written on a day, UTC, in the order of writing. */
  day(day: string): readonly Entry[]
  readonly size: () => number
  /** True after a write that failed: nothing is written any more until the file is opened anew. */
  readonly broken: () => boolean
  /** Bytes of a torn last line that were cut off at the start. */
  readonly cut: number
  close(): Promise<void>
}

interface Waiting {
  readonly line: string
  readonly entry: Entry
  readonly done: PromiseWithResolvers<void>
}

/** Whether an entry says what another says, whenever it was written. */
const sameSaying = ({ at: _, ...stored }: Entry, given: NewEntry): boolean =>
  isDeepStrictEqual(stored, JSON.parse(JSON.stringify(given)))

/** A line that is no entry is damage, except as the last one without its end: there a crash cut a write that nobody got an answer to. */
function readLines(file: string, bytes: Buffer): { readonly entries: readonly Entry[]; readonly length: number } {
  const length = bytes.lastIndexOf(0x0a) + 1
  const lines = bytes.subarray(0, length).toString('utf8').split('\n').slice(0, -1)
  const entries = lines.map((line, i) => {
    try {
      return JSON.parse(line) as Entry
    } catch {
      throw new StartError(
        `The ledger ${file} is damaged in line ${i + 1}; restore it from a snapshot, nothing was changed.`,
      )
    }
  })
  return { entries, length }
}

/** A new file's name is on the disk only when its folder is. */
async function syncFolder(file: string): Promise<void> {
  const folder = await open(dirname(file))
  await folder.sync().finally(() => folder.close())
}

const readOrNothing = (file: string): Promise<Buffer> =>
  readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return Buffer.alloc(0)
    throw error
  })

/**
 * Opens an append-only file of JSON lines as the only writer of it. Entries that wait for the disk at the same moment share one fsync.
 * @param now the clock, for tests
 * @throws StartError when a line before the last is damaged
 */
export async function openJournal(file: string, now: () => Date = () => new Date()): Promise<Journal> {
  const bytes = await readOrNothing(file)
  const { entries, length } = readLines(file, bytes)
  const handle: FileHandle = await open(file, 'a')
  if (length < bytes.length) await handle.truncate(length)
  await handle.sync()
  await syncFolder(file)

  const byKey = new Map(entries.map((entry) => [entry.key, entry]))
  /** Accepted and not yet on the disk: a second request with the key waits for the same write. */
  const pending = new Map<string, Waiting>()
  let batch: Waiting[] = []
  let writing: Promise<void> | undefined
  let broken: Error | undefined

  const flush = async (): Promise<void> => {
    while (batch.length > 0) {
      const taken = batch
      batch = []
      try {
        if (broken !== undefined) throw broken
        await handle.appendFile(taken.map((w) => w.line).join(''))
        await handle.sync()
        for (const w of taken) byKey.set(w.entry.key, w.entry)
      } catch (error) {
        // What the disk holds now is not known, and a later fsync would not say (a lost page is reported once). Only a new start reads it.
        broken = error as Error
        for (const w of taken) w.done.reject(broken)
        continue
      } finally {
        for (const w of taken) pending.delete(w.entry.key)
      }
      for (const w of taken) w.done.resolve()
    }
    writing = undefined
  }

  return {
    cut: bytes.length - length,
    size: () => byKey.size,
    broken: () => broken !== undefined,
    find: (key) => byKey.get(key),
    day: (day) => [...byKey.values()].filter((entry) => entry.at.startsWith(day)),
    async write(given) {
      const stored = byKey.get(given.key)
      if (stored !== undefined) return { kind: sameSaying(stored, given) ? 'same' : 'other', entry: stored }
      const ahead = pending.get(given.key)
      if (ahead !== undefined) {
        await ahead.done.promise
        return { kind: sameSaying(ahead.entry, given) ? 'same' : 'other', entry: ahead.entry }
      }
      const entry: Entry = { ...given, at: now().toISOString() }
      const waiting: Waiting = { line: `${JSON.stringify(entry)}\n`, entry, done: Promise.withResolvers<void>() }
      pending.set(given.key, waiting)
      batch.push(waiting)
      writing ??= flush()
      await waiting.done.promise
      return { kind: 'new', entry }
    },
    async close() {
      await writing
      await handle.close()
    },
  }
}
