import { parentPort, workerData } from 'node:worker_threads'
import { stampOf } from './earlier-runs.ts'
import { makePlainFolder, statOf, writePlain } from './look.ts'
import type { FilesAhead } from './write-ahead.ts'

/** The thread of `WriteAhead`. Writes nothing after its first error: whoever writes these files then gets it. */
const place = workerData as string
const port = parentPort
const stamps: string[] = []
let last: string | undefined
let isFine = true

function write({ names, ends, bytes }: FilesAhead): void {
  for (const [i, name] of names.entries()) {
    const folder = name.slice(0, name.indexOf('/'))
    if (last === undefined) makePlainFolder(place)
    if (last !== folder) makePlainFolder(`${place}/${folder}`)
    last = folder
    const file = `${place}/${name}`
    writePlain(file, bytes.subarray(ends[i - 1] ?? 0, ends[i]))
    const stat = statOf(file)
    if (stat === undefined) throw new Error(`${file} is gone`)
    stamps.push(stampOf(stat))
  }
}

port?.on('message', (files: FilesAhead | 'end') => {
  if (files === 'end') {
    port.postMessage(stamps)
    port.close()
  } else if (isFine) {
    try {
      write(files)
    } catch {
      isFine = false
    }
  }
})
