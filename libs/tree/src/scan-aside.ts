import { receiveMessageOnPort } from 'node:worker_threads'
import type { Disk } from './disk.ts'
import { scan, type Listing } from './scan.ts'
import { stateFile, type State } from './state.ts'
import { startThread } from './thread.ts'

/** Bytes of a memory of 4,000 files: fewer are looked at sooner than a thread has started. */
const worthIt = 500_000

/**
 * Looks at what lies in the owned folders on another thread, while this one reads and renders. To be called under the lock.
 * @returns waits for the listing, as `scan` has it with the memory that `readState` reads under this lock; where the thread fails it is made here
 */
export function scanAside(disk: Disk): (state: State) => Listing {
  if ((disk.stat(stateFile)?.size ?? 0) < worthIt) return (state) => scan(disk, state, true)
  const done = new Int32Array(new SharedArrayBuffer(4))
  const { port } = startThread(new URL('./scan-thread.ts', import.meta.url), { root: disk.root, done })
  return (state) => {
    Atomics.wait(done, 0, 0, 60_000)
    const told = receiveMessageOnPort(port)?.message as Listing | undefined
    port.close()
    return told ?? scan(disk, state, true)
  }
}
