import { getCompileCacheDir } from 'node:module'
import path from 'node:path'
import { Worker, type WorkerOptions } from 'node:worker_threads'

/** So many files are read or written while a thread starts, and below that it is not worth its CPU. */
export const fewFiles = 5000

export interface Thread<T> {
  /** `undefined` where the machine starts no further one, as below a limit of processes. */
  readonly worker: Worker | undefined
  /** The only message that it sends. */
  readonly answer: Promise<T>
}

/**
 * A thread with Node's compile cache. Where nobody asks for its answer, nobody waits for its end.
 * @param none the answer of one that fails
 */
export function startThread<T>(file: URL, none: T, options: WorkerOptions): Thread<T> {
  const compiled = getCompileCacheDir()
  let worker: Worker
  try {
    worker = new Worker(file, {
      ...options,
      execArgv: ['--no-warnings'],
      env: compiled === undefined ? {} : { NODE_COMPILE_CACHE: path.dirname(compiled) },
    })
  } catch {
    // Nothing is done ahead: it only takes longer.
    return { worker: undefined, answer: Promise.resolve(none) }
  }
  worker.unref()
  const answer = new Promise<T>((resolve) => {
    worker.once('message', resolve)
    worker.once('error', () => resolve(none))
    worker.once('exit', () => resolve(none))
  })
  return { worker, answer }
}
