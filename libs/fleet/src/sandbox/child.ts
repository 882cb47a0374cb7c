import { readSync, writeSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { lockDown, type Broker } from './lockdown.ts'
import type { ChildLine, CodeRequest, FileLine } from './message.ts'

// The child's main module: one request after the other, from standard input. It holds nothing that is worth taking.
let buffered = Buffer.alloc(0)
const piece = Buffer.alloc(64 * 1024)

/** Waits for a line, so that a hook of the module loader can ask for a file; `undefined` when we are gone. */
function readLine(): string | undefined {
  for (;;) {
    const end = buffered.indexOf(10)
    if (end >= 0) {
      const line = buffered.toString('utf8', 0, end)
      buffered = buffered.subarray(end + 1)
      return line
    }
    const count = readSync(0, piece)
    if (count === 0) return undefined
    buffered = Buffer.concat([buffered, piece.subarray(0, count)])
  }
}

function say(line: ChildLine): void {
  const bytes = Buffer.from(`${JSON.stringify(line)}\n`)
  for (let sent = 0; sent < bytes.length; ) sent += writeSync(3, bytes, sent)
}

function question(line: ChildLine): FileLine {
  say(line)
  return JSON.parse(readLine() ?? '{"problem":"nobody answers"}') as FileLine
}

function must<K extends 'base64' | 'names'>(line: FileLine, key: K): Extract<FileLine, Record<K, unknown>>[K] {
  if (key in line) return (line as Extract<FileLine, Record<K, unknown>>)[key]
  throw new Error('problem' in line ? line.problem : 'no answer')
}

const broker: Broker = {
  read: (place) => Buffer.from(must(question({ read: place }), 'base64'), 'base64'),
  list: (place) => must(question({ list: place }), 'names'),
}

/** An error's message on one line, without the root; whatever was thrown, it does not throw. */
function reason(error: unknown, { root, file }: CodeRequest): string {
  try {
    const isError = error instanceof Error
    const text = isError
      ? `${error.name === 'Error' ? '' : `${error.name}: `}${error.message}`
      : `it throws ${word(error)}`
    const at = isError ? /^(?:\?slipway=\d+)?:(\d+)/.exec(String(error.stack).split(file)[1] ?? '')?.[1] : undefined
    return `${at === undefined ? '' : `line ${at}: `}${text}`
      .replaceAll(`${pathToFileURL(root).href}/`, '')
      .replaceAll(`${root}/`, '')
      .replaceAll(/\?slipway=\d+/g, '')
      .replaceAll(/\s*\n\s*/g, ' ')
      .slice(0, 300)
  } catch {
    return 'it throws something that cannot be shown'
  }
}

const word = (value: unknown): string =>
  (typeof value === 'object' ? JSON.stringify(value) : String(value)).slice(0, 80)

/** Ends the process without running exit handlers of the estate's code. */
const end = (process as typeof process & { reallyExit: (code: number) => never }).reallyExit.bind(process)
const start = lockDown(broker)
// A promise that nobody waits for is not the next file's fault.
process.on('unhandledRejection', () => undefined)
say({ ready: true })
for (let line = readLine(); line !== undefined; line = readLine()) {
  const request = JSON.parse(line) as CodeRequest
  try {
    const work = ((await import(request.via)) as { default: (exported: unknown, input: unknown) => unknown }).default
    const module = (await import(start(request))) as { default?: unknown }
    say({ kind: 'value', value: (await work(module.default, request.input)) ?? null })
  } catch (error) {
    say({ kind: 'thrown', message: reason(error, request) })
  }
}
end(0)
