import { receiveMessageOnPort } from 'node:worker_threads'
import type { Fleet } from '@slipway/fleet'
import type { ClusterModel, ResolvedApp } from '@slipway/model'
import { DiskError } from '../write/disk.ts'
import { startThread } from '../write/thread.ts'

/** An app in a cluster, as another thread needs it. */
export interface Piece {
  readonly app: ResolvedApp
  readonly cluster: Pick<ClusterModel, 'cluster'>
}

/** What the threads ask each other. */
export type Asked =
  | { readonly do: 'render'; readonly fleet: Fleet; readonly pieces: readonly Piece[] }
  | {
      readonly do: 'write'
      readonly root: string
      readonly paths: readonly string[]
      readonly folders: readonly string[]
    }
export type Answer =
  | { readonly hashes: readonly (readonly [string, string])[] | undefined }
  | {
      readonly failed:
        | { readonly step: string; readonly path: string; readonly code: string; readonly message: string }
        | undefined
    }

/** A second thread that renders and writes its share. It keeps the texts, so that they need not cross over. */
export interface Aside {
  /** @returns waits for the hash of each path; nothing when anything is wrong with a piece, which rendering here then tells */
  render(fleet: Fleet, pieces: readonly Piece[]): () => readonly (readonly [string, string])[] | undefined
  /** Writes texts that it rendered. @returns waits until they are written @throws DiskError there, of the first step that failed */
  write(root: string, paths: readonly string[], folders: readonly string[]): () => void
  close(): void
}

/** How long the thread may do nothing, in milliseconds. */
const patience = 120_000

/** Starts the thread; it gets ready while this one does something else. */
export function startAside(): Aside {
  // Answers so far, and pieces of work: a thread that does none for two minutes is taken for dead, however long all of it takes.
  const done = new Int32Array(new SharedArrayBuffer(8))
  const { port, worker } = startThread(new URL('./render-thread.ts', import.meta.url), { done })
  let asked = 0
  const ask = (what: Asked): (() => Answer | undefined) => {
    const before = asked++
    port.postMessage(what)
    return () => {
      while (Atomics.load(done, 0) <= before) {
        const beat = Atomics.load(done, 1)
        if (Atomics.wait(done, 0, before, patience) === 'timed-out' && Atomics.load(done, 1) === beat) return undefined
      }
      return receiveMessageOnPort(port)?.message as Answer | undefined
    }
  }
  return {
    render: (fleet, pieces) => {
      const answer = ask({ do: 'render', fleet, pieces })
      return () => {
        const told = answer()
        return told !== undefined && 'hashes' in told ? told.hashes : undefined
      }
    },
    write: (root, paths, folders) => {
      const answer = ask({ do: 'write', root, paths, folders })
      return () => {
        const told = answer()
        const problem =
          told !== undefined && 'failed' in told
            ? told.failed
            : { step: 'write', path: paths[0] ?? '', code: 'EIO', message: 'the second thread gave no answer' }
        if (problem !== undefined) throw new DiskError(problem.step, problem.path, problem.code, problem.message)
      }
    },
    close: () => {
      port.close()
      void worker.terminate()
    },
  }
}
