import { workerData, type MessagePort } from 'node:worker_threads'
import { DiskError, nodeDisk, sha256 } from '../write/disk.ts'
import { Putter } from '../write/put.ts'
import type { Answer, Asked } from './render-aside.ts'
import { textsOf } from '../render/unit-texts.ts'
import { appFiles } from '../render/unit.ts'

/** The other thread of `startAside`. */
const { port, done } = workerData as { readonly port: MessagePort; readonly done: Int32Array<SharedArrayBuffer> }
const texts = new Map<string, string>()

function render({ fleet, pieces }: Extract<Asked, { do: 'render' }>): Answer {
  const hashes: [string, string][] = []
  for (const { app, cluster } of pieces) {
    Atomics.add(done, 1, 1)
    const made = textsOf(() => appFiles(app, cluster, fleet))
    if (made === undefined) return { hashes: undefined }
    for (const [path, text] of made) {
      texts.set(path, text)
      hashes.push([path, sha256(text)])
    }
  }
  return { hashes }
}

function write({ root, paths, folders }: Extract<Asked, { do: 'write' }>): Answer {
  const putter = new Putter(nodeDisk(root), folders)
  try {
    for (const path of paths) {
      Atomics.add(done, 1, 1)
      putter.put(path, texts.get(path) ?? '')
    }
    return { failed: undefined }
  } catch (error) {
    if (!(error instanceof DiskError)) throw error
    const { step, path, code, message } = error
    return { failed: { step, path, code, message } }
  }
}

port.on('message', (asked: Asked) => {
  try {
    port.postMessage(asked.do === 'render' ? render(asked) : write(asked))
  } finally {
    Atomics.add(done, 0, 1)
    Atomics.notify(done, 0)
  }
})
