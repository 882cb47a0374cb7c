import { readFileSync } from 'node:fs'
import path from 'node:path'
import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads'
import { failed, issue, ok, refused, type Issue, type Outcome } from '@slipway/core'
import { SecretValues } from '@slipway/core/secret-values'
import { limits, type CodeAnswer, type CodeEnd, type CodeFile, type CodeRequest } from './message.ts'

interface Bridge {
  readonly port: MessagePort
  /** Whether the answer is there; the child's process id. */
  readonly signal: Int32Array
}

let bridge: Bridge | undefined

function openBridge(): Bridge {
  const { port1, port2 } = new MessageChannel()
  const signal = new Int32Array(new SharedArrayBuffer(8))
  const worker = new Worker(new URL('./bridge.ts', import.meta.url), {
    workerData: { port: port2, signal },
    transferList: [port2],
    execArgv: ['--no-warnings'],
  })
  worker.unref()
  port1.unref()
  process.once('exit', () => {
    const pid = Atomics.load(signal, 1)
    try {
      if (pid > 0) process.kill(pid, 'SIGKILL')
    } catch {
      // It has ended.
    }
  })
  return { port: port1, signal }
}

/**
 * Renderers are synchronous, so this waits. Twice the limit, for a child that an earlier file spoilt, and the start of
 * both.
 */
const longest = (2 * limits.seconds + 60) * 1000

function ask(request: CodeRequest): CodeAnswer {
  bridge ??= openBridge()
  const { port, signal } = bridge
  Atomics.store(signal, 0, 0)
  port.postMessage(request)
  if (Atomics.wait(signal, 0, 0, longest) === 'timed-out') return { kind: 'ended', why: 'time' }
  return receiveMessageOnPort(port)?.message as CodeAnswer
}

const ends: Readonly<Record<CodeEnd, readonly [got: string, want: string]>> = {
  time: [`code that did not end within ${limits.seconds} seconds`, `an end within ${limits.seconds} seconds`],
  memory: ['code that takes more than a gigabyte', 'at most 1 GiB of memory'],
  size: ['code that answers with more than 32 MiB', 'an answer of at most 32 MiB'],
  exit: ['code that ends the process it runs in, or waits for what never comes', 'an answer'],
}

const endIssue = (file: string, why: CodeEnd): Issue => {
  const [got, want] = ends[why]
  return issue(file, '', `code-${why}`, got, want, 'write it as plain data, or correct what it computes')
}

/** Attacks are impatient; more than the limit it is never. */
const patience = (): number => Math.min(limits.seconds, Number(process.env['SLIPWAY_CODE_SECONDS']) || limits.seconds)

let isAlone = false

/**
 * Meanwhile each folder's code runs in a child of its own: slower, and no app's code can change another's answers.
 * Verbs that judge need it; verbs that only render do not, since their output is judged.
 */
export async function isolated<T>(work: () => Promise<T>): Promise<T> {
  isAlone = true
  try {
    return await work()
  } finally {
    isAlone = false
  }
}

/** The folder that code may read: its app's, or the fleet's. */
const folderOf = (file: string): string =>
  file
    .split('/')
    .slice(0, file.startsWith('apps/') ? 2 : 1)
    .join('/')

/**
 * Full paths of files whose code had to be ended by the clock: an extra.ts is asked for each object in each cluster.
 */
const late = new Set<string>()

/** A file that is read anew may have been mended. */
export const forgetLate = (root: string, file: string): boolean => late.delete(path.join(root, file))

/**
 * Runs a file of an estate in a child process that has no environment, no network, no right to write or to start
 * anything, and reads the file's own folder only; then hands what it exports to a module of ours there.
 * @param via the URL of that module, whose default export is a function of the file's export and the input
 * @returns what the module answers, as JSON has it; an issue of the file if it throws, or had to be ended. One that was
 * ended by the clock is not asked again before it is read anew
 */
export function runCode({ root, file, imports }: CodeFile, via: string, input: unknown = null): Outcome<unknown> {
  const place = path.join(root, file)
  if (late.has(place)) return failed(endIssue(file, 'time'))
  const said = ask({ root, file, imports, folder: folderOf(file), via, input, isAlone, seconds: patience() })
  if (said.kind === 'value') return ok(said.value)
  if (said.kind === 'ended') {
    if (said.why === 'time') late.add(place)
    return failed(endIssue(file, said.why))
  }
  const got = quoting(place, said.message)
  return refused(file, 'does-not-run', got, 'a file that runs by itself', 'correct what the message names')
}

/** Node's message about a file, without the secrets that it may quote. */
function quoting(file: string, message: string): string {
  try {
    return new SecretValues([readFileSync(file, 'utf8'), message]).hide(message)
  } catch {
    return new SecretValues([message]).hide(message)
  }
}
