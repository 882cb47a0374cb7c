import { receiveMessageOnPort } from 'node:worker_threads'
import type { Disk } from './disk.ts'
import { scan, type Listing } from './scan.ts'
import { stateFile, type State } from '../cache/state.ts'
import { startThread } from './thread.ts'

/** What the thread tells: what lies there, and when the memory that it compared with was saved. */
export interface Seen {
  readonly saved: number
  readonly listing: Listing
}

/** Waits for what lies on the disk, compared with the memory that the caller has read. */
export type Looking = (state: State) => Listing

/** Bytes of a memory of 4,000 files: fewer are looked at sooner than a thread has started. */
const worthIt = 500_000

/**
 * Looks at what lies in the owned folders on another thread, while this one reads and renders.
 * @returns waits for the listing, as `scan` has it with the memory that this thread has read; where the thread fails, or has seen another one, it
 * is made here
 */
export function scanAside(disk: Disk, trust = true): Looking {
  if ((disk.stat(stateFile)?.size ?? 0) < worthIt) return (state) => scan(disk, state, trust)
  const done = new Int32Array(new SharedArrayBuffer(4))
  const { port } = startThread(new URL('./scan-thread.ts', import.meta.url), { root: disk.root, trust, done })
  let told: Seen | undefined
  let isTold = false
  return (state) => {
    if (!isTold) {
      Atomics.wait(done, 0, 0, 60_000)
      told = receiveMessageOnPort(port)?.message as Seen | undefined
      port.close()
      isTold = true
    }
    return told?.saved === state.saved ? told.listing : scan(disk, state, trust)
  }
}
