import path from 'node:path'
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads'

const cache = path.resolve(import.meta.dirname, '../../../../node_modules/.cache/slipway')

/**
 * Starts a module on another thread. It gets Node's compile cache before anything else, which a thread does not have from its process: else
 * stripping the types of what it loads takes longer than what it is for.
 * @returns the port to it; it has the other one as `workerData.port`, beside the data
 */
export function startThread(
  module: URL,
  data: Readonly<Record<string, unknown>>,
): { readonly port: MessagePort; readonly worker: Worker } {
  const { port1, port2 } = new MessageChannel()
  const code = `require('node:module').enableCompileCache(${JSON.stringify(cache)}); import(${JSON.stringify(module.href)})`
  const worker = new Worker(code, { eval: true, workerData: { ...data, port: port2 }, transferList: [port2] })
  // What is wrong is seen where its answer is asked for.
  worker.once('error', () => {})
  worker.unref()
  return { port: port1, worker }
}
