import { workerData, type MessagePort } from 'node:worker_threads'
import { nodeDisk } from './disk.ts'
import { scan } from './scan.ts'
import type { Seen } from './scan-aside.ts'
import { readState } from '../cache/state.ts'

/** The other thread of `scanAside`: reads the same memory, looks at the disk, and tells what it sees. */
const { root, trust, port, done } = workerData as {
  readonly root: string
  readonly trust: boolean
  readonly port: MessagePort
  readonly done: Int32Array<SharedArrayBuffer>
}
try {
  const disk = nodeDisk(root)
  const state = readState(disk)
  port.postMessage({ saved: state.saved, listing: scan(disk, state, trust) } satisfies Seen)
} finally {
  Atomics.store(done, 0, 1)
  Atomics.notify(done, 0)
  port.close()
}
