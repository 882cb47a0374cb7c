/** A worker thread: tries mutations of one tree, which share nothing with those of another. */
import { parentPort, workerData } from 'node:worker_threads'
import { dice, estates, mutate, sampleTree, tryMutations } from '@slipway/review/corpus'

export interface Request {
  readonly name: string
  readonly count: number
  readonly seed: number
}
export type Tried = ReturnType<typeof tryMutations> & { readonly files: number }

const { name, count, seed } = workerData as Request
const files = estates[name] ?? sampleTree
const tried: Tried = { ...tryMutations(files, count, dice(seed), mutate), files: files.size }
parentPort?.postMessage(tried)
