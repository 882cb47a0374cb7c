import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads'
import type { Disk } from './disk.ts'
import { scan, type Found, type Listing } from './scan.ts'
import { stateFile, type State } from './state.ts'

/** What a listing has that the memory would not have said: all else is as it was written. */
export interface Deviations extends Omit<Listing, 'files'> {
  readonly other: readonly (readonly [string, Found])[]
  readonly gone: readonly string[]
}

const isAsRemembered = (found: Found, state: State, path: string): boolean => {
  const stamp = state.files.get(path)
  const { stat } = found
  return stamp !== undefined && found.ours && !found.conflicted && !found.executable && stamp.sha256 === found.sha256 &&
    stamp.size === stat.size && stamp.modified === stat.modified && stamp.changed === stat.changed
}

/** A listing as short as it can be told to a thread that has the same memory. */
export function deviations({ files, ...rest }: Listing, state: State): Deviations {
  return {
    ...rest,
    other: [...files].filter(([path, found]) => !isAsRemembered(found, state, path)),
    gone: [...state.files.keys()].filter((path) => !files.has(path)),
  }
}

/** The listing again. `listing(deviations(a, state), state)` is `a`. */
export function listing({ other, gone, ...rest }: Deviations, state: State): Listing {
  const absent = new Set(gone)
  const files = new Map<string, Found>()
  for (const [path, { sha256, size, modified, changed }] of state.files) {
    if (absent.has(path)) continue
    const stat = { kind: 'file', size, modified, changed, executable: false } as const
    files.set(path, { sha256, ours: true, conflicted: false, executable: false, stat })
  }
  for (const [path, found] of other) files.set(path, found)
  return { ...rest, files }
}

/** Bytes of a memory of 4,000 files: fewer are looked at sooner than a thread has started. */
const worthIt = 600_000

/**
 * Looks at what lies in the owned folders on another thread, while this one reads and renders. To be called under the lock.
 * @returns waits for the listing, as `scan` has it with the memory that `readState` reads under this lock; where the thread fails it is made here
 */
export function scanAside(disk: Disk): (state: State) => Listing {
  if ((disk.stat(stateFile)?.size ?? 0) < worthIt) return (state) => scan(disk, state, true)
  const { port1, port2 } = new MessageChannel()
  const done = new Int32Array(new SharedArrayBuffer(4))
  const worker = new Worker(new URL('./scan-thread.ts', import.meta.url), { workerData: { root: disk.root, port: port2, done }, transferList: [port2] })
  // What is wrong is seen where the listing is asked for.
  worker.once('error', () => {})
  worker.unref()
  return (state) => {
    Atomics.wait(done, 0, 0, 60_000)
    const told = receiveMessageOnPort(port1)?.message as Deviations | undefined
    port1.close()
    return told === undefined ? scan(disk, state, true) : listing(told, state)
  }
}
